"""Pages of everybody: the desk, people, registers, help and sign-in."""

PAGES = """
home                          finance        -
home                          lead           -
home                          administrator  -
home                          nobody         -
home                          second         -

support:contact-list          lead           practice Fernville
support:contact-list          manager        practice Fernville
support:contact-list          lead           practice Parkwood
support:contact-detail        lead           contact corrected
support:contact-detail        manager        contact Fernville
support:contact-new           lead           practice Fernville
support:contact-correct       lead           contact Fernville
support:contact-outcome       lead           contact Fernville
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
seals:overview                auditor        -
seals:overview                administrator  -

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
mfa_reauthenticate            careful        -
factors:mine                  finance        -
sign-ins:mine                 finance        -
people:sign-in-list           administrator  -
factors:mine                  careful        -
factors:app                   finance        -
factors:app                   careful        -
factors:mine                  keyed          -
factors:key-new               finance        -
factors:key-new               keyed          -
factors:key-edit              keyed          passkey Lena’s
factors:key-remove            keyed          passkey Lena’s
mfa_reauthenticate            keyed          -
people:person-second-step     administrator  person keyed
factors:codes                 careful        -
factors:remove                careful        -
people:person-second-step     administrator  person careful
people:person-second-step     administrator  person manager
people:person-detail          administrator  person careful
"""

EMPTY = """
home                          administrator  -
home                          finance        -
core:register                 administrator  -
seals:overview                administrator  -
people:person-list            administrator  -
people:access-list            administrator  -
people:post-list              administrator  -
"""

WRONG = """
account_login                 stranger       -              login=ruth     password=wrong
account_change_password       finance        -              oldpassword=no password1=no
people-upload-new             administrator  -
people:person-new             administrator  -
people:person-appoint         administrator  person manager
people:person-leave           administrator  person manager
people:person-second-step     administrator  person careful
factors:app                   finance        -              code=12345
factors:key-new               finance        -              name=
factors:key-edit              keyed          passkey Lena’s name=
mfa_reauthenticate            careful        -              code=12345
people:appointment-end        administrator  appointment manager
people:appointment-deputy     administrator  appointment manager
people:appointment-decide     second         appointment proposed
registers:practice-new        finance        -
registers:practice-move       finance        practice Fernville
registers:practice-stand      finance        practice Fernville
registers:practice-close      finance        practice Fernville
registers:locality-move       administrator  locality Dacorum
registers:organisation-new    finance        register localities
"""
