"""Every page of the site that the browser looks at: its address, as whom, of what, with what asked.

A page that is missing here fails `test_every_page_is_in_the_table`; a template that none of them
shows fails `test_every_template_is_shown_by_a_page`. Whoever adds a page, or a new state of one,
adds a line: `of what` is the kind and the name of a thing of `county.py`. Pages of what went
wrong are in test_faults.py.
"""

PAGES = """
home                          finance        -
home                          lead           -
home                          administrator  -
home                          nobody         -
home                          second         -

activity:submission-list      finance        -
activity:submission-list      auditor        -
activity:delivery-new         finance        -
activity:submission-detail    finance        file received
activity:submission-detail    finance        file read
activity:submission-detail    finance        file checked
activity:submission-detail    finance        file staged
activity:submission-detail    auditor        file staged
activity:submission-detail    finance        file needs_reason
activity:submission-detail    finance        file mapping_needed
activity:submission-detail    finance        file nothing covered
activity:submission-detail    finance        file refused
activity:submission-detail    finance        file set_aside
activity:submission-detail    finance        file discarded
activity:submission-detail    finance        file published
activity:submission-detail    finance        file restated
activity:submission-detail    finance        file withdrawn
activity:submission-coverage  finance        file staged
activity:submission-coverage  finance        file nothing covered
activity:submission-changes   finance        file restated
activity:submission-changes   finance        file needs_reason
activity:submission-detail    finance        file by_hand
activity:feed-list            finance        -
activity:feed-list            auditor        -
activity:feed-new             finance        -
activity:feed-count           finance        year 2006
activity:line-detail          finance        line nobody's
activity:line-detail          finance        line given
activity:line-detail          manager        line Fernville
activity:source-cell          finance        cell drawn
activity:source-cell          manager        cell gone
activity:line-assign          finance        -                   line=nobody's

budgets:position-county       auditor        -
budgets:position-scope        finance        pct West
budgets:position-scope        auditor        pct East
budgets:position-scope        auditor        pct East            month=4
budgets:position-scope        finance        locality Dacorum
budgets:position-scope        finance        locality Dacorum    month=3&without=savings_plan
budgets:position-scope        finance        locality Dacorum    known_on=2007-04-01
budgets:position-scope        finance        locality Dacorum    known_on=2006-05-01
budgets:position-scope        finance        locality Dacorum    known_on=2006-12-01
budgets:position-scope        auditor        locality Royston
budgets:position-scope        lead           group DacCom
budgets:position-scope        manager        practice Fernville
budgets:position-scope        manager        practice Fernville  month=7
budgets:position-rows-county  auditor        -
budgets:position-rows-scope   finance        locality Dacorum
budgets:position-rows-scope   finance        locality Dacorum    page=2
budgets:position-rows-scope   finance        locality Dacorum    part=unassigned
budgets:position-rows-scope   finance        locality Dacorum    part=parked
budgets:position-rows-scope   manager        practice Fernville
budgets:statement             manager        practice Fernville
budgets:statement             lead           practice Fernville  known_on=2007-01-10
budgets:position-stated-county  auditor      -
budgets:position-stated-scope finance        locality Dacorum
budgets:position-stated-scope auditor        locality Royston

plans:year-detail             finance        year 2006
plans:year-detail             manager        year 2006
plans:year-new                finance        -
plans:year-close              finance        year 2006
plans:year-reopen             finance        year 2006
plans:ledger                  finance        practice Fernville
plans:ledger                  lead           group DacCom
plans:ledger                  finance        locality Dacorum
plans:ledger                  manager        practice Fernville
plans:entry-new               finance        practice Fernville
plans:entry-reverse           finance        entry late
plans:upload-new              finance        year 2006
plans:upload-detail           finance        upload open
plans:upload-detail           finance        upload entered
plans:targets                 finance        pct West
plans:targets                 finance        locality Dacorum
plans:target-new              finance        pct West            what=allocation
plans:target-new              finance        pct West            what=other-spend
minutes:read                  lead           -
minutes:detail                lead           minutes draft
minutes:item                  lead           words asked
minutes:detail                manager        minutes draft
minutes:detail                lead           minutes circulated
minutes:detail                lead           minutes approved
meetings:action-list          manager        -
meetings:action-list          lead           -
meetings:action-list          lead           -                   show=waiting
meetings:action-list          lead           -                   show=closed
meetings:action-of            lead           group DacCom
meetings:action-of            lead           group DacCom        show=practices
meetings:action-of            finance        locality Dacorum
meetings:action-of            auditor        practice Fernville
meetings:action-new           manager        -
meetings:action-new           lead           -
meetings:action-detail        manager        action late
meetings:action-detail        lead           action changed
meetings:action-detail        lead           action done
meetings:action-detail        auditor        action dropped
meetings:action-change        lead           action changed
meetings:mails                manager        -
meetings:mails                lead           -

decisions:decision-list       lead           -
decisions:decision-list       manager        -
decisions:decision-list       auditor        -                   show=settled
decisions:decision-new        lead           -
decisions:decision-detail     lead           decision asked
decisions:decision-detail     finance        decision asked
decisions:decision-detail     lead           decision own
decisions:decision-detail     auditor        decision settled
decisions:decision-change     finance        decision asked
decisions:telling-new         finance        decision asked
decisions:telling-send        finance        telling late
decisions:telling-acknowledge  finance       telling sent
decisions:question-detail     lead           question lapsed
decisions:question-detail     lead           question asked
decisions:answer-new          lead           asked DacCom
decisions:open-list           lead           -
decisions:open-list           manager        -
decisions:open-new            lead           -
decisions:open-answer         lead           open DacCom
decisions:concern-list        lead           -
decisions:concern-new         finance        -
decisions:concern-send        lead           concern raised
decisions:concern-reply       lead           concern sent
decisions:mandate-list        lead           -
decisions:mandate-new         lead           -
decisions:mandate-end         lead           mandate DacCom
decisions:representative-list  finance       -
decisions:representation      finance        board West
decisions:nominate            finance        board West
decisions:nomination-end      finance        nomination DacCom
companies:company-detail      manager        company commissions
companies:company-detail      lead           company commissions
companies:company-detail      lead           company provides
companies:company-new         lead           group DacCom
companies:company-change      lead           company commissions
companies:company-bind        lead           company commissions
companies:binding-end         lead           binding Fernville
registers:group-detail        lead           group DacCom
posts:post-list               finance        -
posts:post-list               manager        -
posts:post-list               administrator  -
posts:post-detail             finance        post vacant
posts:post-detail             manager        post held
posts:post-new                finance        -
posts:post-change             finance        post vacant
posts:post-fill               finance        post vacant
posts:tenure-end              finance        tenure held
meetings:action-detail        finance        action vacant
diary:meeting-list            lead           -
diary:meeting-list            manager        -
diary:meeting-list            auditor        -
diary:body-detail             lead           body executive
diary:body-detail             manager        body executive
diary:body-detail             finance        body leads
diary:interest-list           lead           body executive
diary:interest-list           manager        body executive
diary:interest-list           finance        body leads
diary:interest-new            lead           body executive
diary:interest-end            lead           interest STAHDOC
diary:item-touches            lead           item plan
diary:item-touches            finance        item round
diary:item-exclusions         lead           item plan
diary:item-exclusions         lead           item urgent
decisions:decision-detail     lead           decision excluded
minutes:detail                lead           meeting held
diary:body-new                lead           -
diary:body-change             lead           body executive
diary:body-make-up            lead           body executive
diary:body-detail             lead           body provider
diary:seat-new                lead           body executive
diary:seat-end                lead           seat chair
diary:series-new              lead           body executive
diary:meeting-new             lead           body executive
diary:meeting-new             lead           body executive      day=2007-05-08
diary:meeting-detail          lead           meeting held
diary:meeting-detail          lead           meeting next
diary:meeting-detail          manager        meeting next
diary:meeting-detail          lead           meeting open
diary:meeting-detail          lead           meeting cancelled
diary:meeting-detail          finance        meeting table
diary:meeting-move            lead           meeting next
diary:meeting-move            lead           meeting open
diary:meeting-cancel          lead           meeting next
diary:meeting-invite          lead           meeting next
diary:attendance              lead           meeting next
diary:attendance              lead           meeting held
diary:attendance              finance        meeting table
diary:item-new                lead           meeting next
diary:item-change             lead           item plan
diary:item-reports            finance        item round
diary:paper-new               lead           item plan
diary:calendar                lead           -
diary:calendar                manager        -

core:register                 finance        -
core:register                 manager        -                   day=1980-01-01
core:register                 manager        -                   day=1066-10-14
core:locality-detail          lead           locality Dacorum
core:practice-detail          lead           practice Fernville
core:practice-detail          lead           practice The
core:practice-detail          lead           practice Royston

glossary                      stranger       -
glossary                      manager        -
search                        finance        -                   q=fern
search                        manager        -                   q=canary
search                        lead           -                   q=budget
search                        lead           -                   q=list&who=Ann+Lee
search                        nobody         -
system                        administrator  -

help                          stranger       -
help                          finance        -
help                          manager        -
help                          administrator  -
help                          nobody         -
accessibility                 stranger       -
privacy                       stranger       -
privacy                       manager        -

people:person-list            administrator  -
people:person-list            auditor        -
people:person-list            administrator  -                   q=nobody
people:post-list              administrator  -
people:access-list            administrator  -
people:person-detail          administrator  person manager
people:person-detail          auditor        person finance
people:person-detail          administrator  person away
people-upload-new             administrator  -
people-upload                 administrator  joiners open
people-upload                 administrator  joiners entered
people:person-new             administrator  -
people:person-edit            administrator  person manager
people:person-appoint         administrator  person manager
people:person-leave           administrator  person manager
people:person-door            administrator  person manager
people:person-door            administrator  person away
people:person-link            administrator  person manager
people:appointment-end        administrator  appointment manager
people:appointment-deputy     administrator  appointment manager
people:appointment-decide     second         appointment proposed

registers:organisation-list   finance        register groups
registers:organisation-list   auditor        register localities
registers:organisation-list   administrator  register providers
registers:group-detail        manager        group DacCom
registers:organisation-new    finance        register localities
registers:organisation-new    administrator  register groups
registers:organisation-edit   administrator  register providers RWG
registers:practice-new        finance        -
registers:practice-edit       finance        practice Fernville
registers:practice-move       finance        practice Fernville
registers:practice-stand      finance        practice Fernville
registers:practice-close      finance        practice Fernville
registers:practice-reopen     finance        practice Fernville
registers:locality-move       administrator  locality Dacorum

account_reset_password_from_key  stranger    link none
account_reset_password_from_key_done  stranger  -
forgotten                     stranger       -
account_login                 stranger       -
account_logout                finance        -
account_inactive              stranger       -
account_signup                stranger       -
account_reauthenticate        finance        -
account_change_password       finance        -
"""

# A site without a figure or a file: what somebody sees before there is anything.
EMPTY = """
home                          administrator  -
home                          finance        -
activity:submission-list      finance        -
activity:delivery-new         finance        -
budgets:position-county       auditor        -
plans:newest                  finance        -
meetings:action-list          finance        -
decisions:decision-list       finance        -
decisions:open-list           finance        -
decisions:representative-list  finance       -
diary:meeting-list            finance        -
posts:post-list               finance        -
core:register                 administrator  -
people:person-list            administrator  -
people:access-list            administrator  -
people:post-list              administrator  -
"""

# Forms that are sent as nobody should: what is typed into their fields, and what is answered.
WRONG = """
account_login                 stranger       -              login=ruth     password=wrong
activity:delivery-new         finance        -
activity:submission-detail    finance        file needs_reason
activity:submission-detail    finance        file published
activity:submission-detail    finance        file withdrawn
activity:line-detail          finance        line given
plans:entry-new               finance        practice Fernville  amount=lots
plans:year-reopen             finance        year 2006
minutes:read                  lead           -
meetings:action-new           manager        -              due_typed=45March
meetings:action-change        lead           action changed
decisions:decision-new        lead           -
decisions:answer-new          lead           asked DacCom
decisions:telling-send        finance        telling late
diary:body-new                lead           -
companies:company-new         lead           group DacCom
companies:company-bind        lead           company commissions
posts:post-new                finance        -
posts:post-fill               finance        post vacant
diary:interest-new            lead           body executive
diary:item-exclusions         lead           item urgent
diary:seat-new                lead           body executive
diary:body-make-up            lead           body executive  least-NURSE=5 most-NURSE=2
diary:series-new              lead           body executive  starts=14:00 ends=13:00
diary:meeting-new             lead           body executive
diary:meeting-move            lead           meeting next
diary:meeting-cancel          lead           meeting next
diary:item-new                lead           meeting next
diary:paper-new               lead           item plan
plans:upload-new              finance        year 2006
account_change_password       finance        -              oldpassword=no password1=no
people-upload-new             administrator  -
people:person-new             administrator  -
people:person-appoint         administrator  person manager
people:person-leave           administrator  person manager
people:appointment-end        administrator  appointment manager
people:appointment-deputy     administrator  appointment manager
people:appointment-decide     second         appointment proposed
activity:feed-new             finance        -
activity:feed-count           finance        year 2006
registers:practice-new        finance        -
registers:practice-move       finance        practice Fernville
registers:practice-stand      finance        practice Fernville
registers:practice-close      finance        practice Fernville
registers:practice-reopen     finance        practice Fernville
registers:locality-move       administrator  locality Dacorum
registers:organisation-new    finance        register localities
"""

# Addresses that show no page of their own: they lead elsewhere, or are not for people.
NO_PAGE = {
    "minutes:keep",
    "minutes:initials",
    "minutes:choose",
    "minutes:circulate",
    "minutes:approve",
    "minutes:amend",
    "minutes:taken",
    "minutes:copy",
    "healthz",
    "session-stay",
    "kept-form",  # of a session that has ended: test_session.py
    "demonstration-next",
    "demonstration-corrected",
    "errand-retry",
    "plans:newest",
    "plans:upload-template",
    "plans:upload-enter",
    "budgets:position",
    "activity:submission-list-table",
    "meetings:action-list-table",
    "plans:ledger-table",
    "people-template",
    "people-upload-enter",
    "people:person-list-table",
    "people:post-list-table",
    "people:access-list-table",
    "people:person-detail-table",
    "diary:body-detail-table",
    "decisions:decision-detail-table",
    "decisions:question-detail-table",
    "decisions:representation-table",
    "plans:year-detail-table",
    "plans:targets-table",
    "core:register-table",
    "core:locality-detail-table",
    "core:practice-detail-table",
    "registers:organisation-list-table",
    "registers:group-detail-table",
    "budgets:position-stated-table-county",
    "budgets:position-stated-table-scope",
    "meetings:action-of-table",
    "decisions:decision-list-table",
    "activity:submission-changes-table",
    "budgets:figure",
    "budgets:position-table-county",
    "budgets:position-table-scope",
    "budgets:position-rows-table-county",
    "budgets:position-rows-table-scope",
    "activity:line-take-back",
    "account_set_password",
    "activity:submission-publish",
    "activity:submission-discard",
    "activity:submission-undo",
    "activity:submission-redo",
    "decisions:decision-chase",
    "meetings:action-close",
    "meetings:action-reopen",
    "meetings:action-drop",
    "meetings:action-note",
    "diary:feed",
    "diary:meeting-calendar",
    "diary:paper",
    "diary:paper-off",
    "diary:item-off",
}

# Templates that no page of the county shows: those of an empty site, of a demonstration and of
# what went wrong have tests of their own; the packs of allauth and crispy have parts in reserve.
SHOWN_ELSEWHERE = {
    "400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html", "503.html",
    "components/demonstration.html", "components/not_sent.html", "core/kept_form.html",
    "account/_sign_ins.html",
    "pbc/_set_up.html", "pbc/being_loaded.html",
    "plans/none.html", "plans/entry_check.html", "plans/target_check.html", "plans/_confirm.html",
    "budgets/_plans_card.html", "minutes/review.html", "minutes/_found.html",
}  # fmt: skip
PACKS = ("allauth/elements/", "nhsuk/")
