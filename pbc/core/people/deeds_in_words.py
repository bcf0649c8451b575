"""What each deed of the site is called where somebody reads what a person did.

All of the house stands here: words alone, by the name under which the audit has a deed, so that
nothing is imported from above. A deed that is missing here is said by its name.
"""

IN_WORDS = {
    # people
    "add_person": "Added a person",
    "change_person": "Changed how a person is called or reached",
    "give_link": "Made a link to choose a password",
    "send_link": "Sent a link to choose a password",
    "shut_out": "Let somebody sign in no more",
    "let_in": "Let somebody sign in again",
    "appoint": "Appointed somebody",
    "appoint_deputy": "Appointed a deputy",
    "confirm_appointment": "Confirmed an appointment",
    "refuse_appointment": "Refused an appointment",
    "end_appointment": "Let an appointment end",
    "leave": "Wrote down that somebody leaves",
    # registers
    "load_register": "Loaded the register",
    "open_practice": "Opened a practice",
    "change_practice": "Changed how a practice is called",
    "move_practice": "Moved a practice to another locality",
    "change_standing": "Said in which group a practice is",
    "close_practice": "Closed a practice",
    "add_organisation": "Added a group or a provider",
    "add_locality": "Added a locality",
    "rename_organisation": "Changed how an organisation is called",
    "open_year": "Opened a financial year",
    "close_year": "Closed a financial year",
    "reopen_year": "Opened a closed financial year again",
    # work in the background, and what was shown
    "ask_for_errand": "Asked for work in the background",
    "end_errand": "Work in the background ended",
    "retry_errand": "Had work in the background tried again",
    "set_aside_errands": "Gave up work in the background",
    "write": "Wrote a mail",
    "send_again": "Sent mails again",
    "note_look": "Looked at the desk",
    "keep_form": "Typed into a form that came after the session",
    "discard_form": "Threw away what was not sent",
    "clear_up": "Cleared up",
    # files and figures
    "receive_upload": "Sent in files",
    "receive_delivery": "Sent in a file",
    "accept_bytes": "Let a file pass the guard",
    "drop_bytes": "Removed the content of a file",
    "drop_refused": "Removed the content of a refused file",
    "discard_submission": "Discarded a file that waited",
    "publish_submission": "Published a file",
    "withdraw_submission": "Undid a publication",
    "redo_submission": "Brought a publication back",
    "refuse_submission": "Refused a file",
    "ask_for_reason": "Was asked for the reason of a file",
    "set_aside_submissions": "Gave up files that could not be read",
    "correct_coverage": "Corrected what a file covers",
    "correct_and_queue": "Corrected what a file covers",
    "assign_lines": "Gave unassigned rows to a practice",
    "take_back_assignments": "Took rows back from a practice",
    "add_feed": "Added a feed",
    "count_feed": "Said which feed counts",
    "load_codes": "Loaded codes and list sizes",
    "recompute_roll_ups": "Worked out the figures again",
    # budgets
    "enter_budget": "Entered a budget",
    "reverse_entry": "Took an entry of the ledger back",
    "load_budgets": "Loaded budgets",
    "set_allocation": "Set an allocation",
    "set_control_total": "Set a control total",
    "enter_other_spend": "Entered other spending",
    "load_targets": "Loaded allocations and control totals",
    "keep_upload": "Sent in a budget template",
    "enter_upload": "Entered the budgets of a template",
    # meetings and actions
    "raise_action": "Raised an action",
    "close_action": "Closed an action",
    "drop_action": "Dropped an action",
    "reopen_action": "Opened an action again",
    "change_action": "Changed an action",
    "add_note": "Added a note to an action",
    "choose_mails": "Chose how often mails come",
    "write_digest": "Wrote the mail of a day",
    "keep_old_minutes": "Made a meeting of old minutes",
    # decisions and questions
    "decide": "Wrote down a decision",
    "change_decision": "Changed a decision",
    "add_telling": "Said who is to be told of a decision",
    "send_telling": "Passed a decision on",
    "acknowledge_telling": "Said that a decision was received",
    "ask": "Put a question",
    "record_answer": "Wrote down an answer",
    "chase": "Reminded those who have not answered",
    "lapse": "Let a question lapse",
}


def in_words(deed):
    """What somebody did, in words; of a deed that is missing here, its name."""
    return IN_WORDS.get(deed) or deed.replace("_", " ").capitalize()
