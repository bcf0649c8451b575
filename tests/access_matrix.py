"""Who meets what at every address of the site, by role and by whose thing it shows.

The rows are in `tests/access/`, a module for each part of the site: GETS of addresses that only
show, DEEDS of those that change something. A row is the name of the address, whose thing it shows,
and what each of ROLES meets, in that order.

West Hertfordshire is finance's; DacCom, a group of three in Dacorum, the lead's and the
secretary's; Fernville, one of them, the manager's. The observer of the LMC looks at West
Hertfordshire. Parkwood is of the same group. Red House is a group of one in West Hertfordshire.
Stanmore is one of three of Stevenage, under East & North: foreign to all of them. The decision of
West Hertfordshire asks DacCom to confirm and is to be told to somebody. Each of DacCom, West
Hertfordshire and Stevenage has a body with a meeting. The line of a locality is an unassigned one,
and a cell is that of a line. `none` is the code of nothing. `login` leads to the login page, `go`
anywhere else.

Addresses of deeds meet a GET and a POST alike: the form or the way back to it, and the deed.
200/go is the form, and the way on from the deed; 200/403 is a page for who does not do the deed.
"""

from tests.access import (
    actions,
    activity,
    checks,
    companies,
    decisions,
    diary,
    events,
    interests,
    minutes,
    newsletters,
    people,
    plans,
    positions,
    posts,
    registers,
    site,
    support,
)

ROLES = (
    *("stranger", "finance", "lead", "manager", "auditor", "administrator"),
    *("secretary", "observer"),
)
MODULES = (
    *(actions, activity, checks, decisions, diary, minutes, people, plans, positions),
    *(companies, interests, newsletters, posts, registers, site, support, events),
)
PARTS = {module.__name__.rpartition(".")[2]: module for module in MODULES}

# Addresses that change nothing answer 405 to a POST, for everybody who is signed in.
READ_ONLY = ["login", *["405"] * (len(ROLES) - 1)]

# The same for all who are signed in. GET: stranger, others; POST: stranger, others.
ALIKE = """
session-stay                            login 200 login 200
healthz                                 200   200   405   405
glossary                                200   200   405   405
help                                    200   200   405   405
accessibility                           200   200   405   405
privacy                                 200   200   405   405
account_login                           200   go    200   go
openid:again                            login go    login go
openid:begin                            login go    login go
openid:answer                           login go    405   405
openid:invited                          login go    login go
openid:signed-out                       200   200   405   405
account_logout                          go    200   go    go
account_inactive                        200   200   405   405
account_signup                          200   go    200   go
account_reauthenticate                  login 200   login 200
account_change_password                 login 200   login 200
mfa_authenticate                        login go    login go
factors:mine                            login 200   login 405
sign-ins:mine                           login 200   login 405
account_set_password                    login go    login go
account_reset_password_from_key         200   200   200   200
forgotten                               200   200   200   200
diary:feed                              404   404   405   405
newsletters:leave-link                  404   404   404   404
meetings:action-by-mail                 404   404   404   404
account_reset_password_from_key_done    200   200   405   405
"""
