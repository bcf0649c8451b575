"""Which tables are sealed: every history that pghistory keeps, and every ledger."""

from dataclasses import dataclass

import pghistory.models
from django.apps import apps

from pbc.core import grants

# Ledgers that a trigger keeps from change, and the grants do not.
BY_TRIGGER = (
    "meetings_agreed",
    "meetings_amendment",
    "meetings_minutescopy",
    "meetings_oldminutes",
)
# What is only added to and is not sealed, and why.
NOT_SEALED = {
    "activity_activityline": "drawn from the file of its delivery, whose digest is sealed, "
    "as is, once a purge took the file, the digest of the lines that are left",
    "activity_positionrollup": "added up from lines; recompute compares it with them",
    "activity_detailrollup": "added up from lines; recompute compares it with them",
    "budgets_written": "that rows were written, which a book is read anew by: no figure is in it",
    "pghistory_context": "who and which deed: sealed with every row of a history that names it",
    "core_sealing": "the chain itself",
    "core_seal": "the chain itself",
    "core_sealcheck": "what was found when the chain was looked at",
}
OF_THE_READING = "SELECT d.sha256 FROM activity_submission s JOIN activity_delivery d "
OF_THE_READING += "ON d.id = s.delivery_id WHERE s.id = "
OF_A_WORD = """SELECT p.sha256 WHERE r.id IN (SELECT words_on_lines_of(ARRAY(
  SELECT s.id FROM activity_submission s JOIN activity_delivery d ON d.id = s.delivery_id
   WHERE d.sha256 = p.sha256)))"""
# Of these alone a row may be otherwise than it was sealed: a purge `p` by two persons took the
# words of the row `r`. (The SHA-256 of what the row is of, what the row has instead of words.)
WORDS_MAY_GO = {
    "activity_delivery": ("SELECT r.sha256", "p.with_name AND r.file_name = '(name removed)'"),
    "activity_handassignment": (
        OF_A_WORD,
        "'(removed)' IN (r.practice_given, r.provider_given, r.specialty_given)",
    ),
    "activity_notice": (
        f"{OF_THE_READING} r.submission_id",
        "p.with_name AND position('(name removed)' IN r.sentence) > 0",
    ),
    "activity_parkedrow": (
        f"{OF_THE_READING} r.submission_id",
        "r.practice_given = '(removed)' AND r.sheet = '(removed)' AND r.\"values\" = '{}'",
    ),
    "activity_problem": (
        f"{OF_THE_READING} r.submission_id",
        "r.message = '(removed)' AND r.fix = '(removed)' AND r.sheet = '(removed)'",
    ),
    "activity_submissionevent": (
        f"{OF_THE_READING} r.pgh_obj_id",
        "r.sheets_skipped = '{}' AND r.sentence IN ('', '(removed)')",
    ),
}


@dataclass(frozen=True)
class Sealed:
    """A table whose rows are sealed, in the order of a number that only grows.

    A history has who and which deed in another table, and that is a part of each of its rows.
    """

    name: str
    key: str
    is_history: bool


def sealed_tables():
    """Every table that is sealed, by its name."""
    found = {}
    for model in apps.get_models():
        table, is_history = model._meta.db_table, issubclass(model, pghistory.models.Event)
        if not model._meta.managed or table in NOT_SEALED:
            continue
        if is_history or table in grants.INSERT_ONLY or table in BY_TRIGGER:
            found[table] = Sealed(table, model._meta.pk.column, is_history)
    return dict(sorted(found.items()))
