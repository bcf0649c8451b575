"""People, their appointments, vacant posts, and who may see what.

The observer has a passkey, and is asked to show it again before what changes how they sign in.
"""

GETS = """
people:person-list          -                    login 403 403 403 200 200 403 403
people:person-list-table    -                    login 403 403 403 200 200 403 403
people:post-list            -                    login 403 403 403 200 200 403 403
people:post-list-table      -                    login 403 403 403 200 200 403 403
people:sign-in-list         -                    login 403 403 403 200 200 403 403
people:sign-in-list-table   -                    login 403 403 403 200 200 403 403
people:access-list          -                    login 403 403 403 200 200 403 403
people:access-list-table    -                    login 403 403 403 200 200 403 403
people-template             -                    login 403 403 403 403 200 403 403
people-upload               joiners one          login 403 403 403 403 200 403 403
people-upload               joiners none         login 403 403 403 403 404 403 403
people:person-detail        person manager       login 403 403 403 200 200 403 403
people:person-detail        person none          login 403 403 403 404 404 403 403
people:person-detail-table  person manager       login 403 403 403 200 200 403 403
people:person-detail-table  person none          login 403 403 403 404 404 403 403
"""

DEEDS = """
people-upload-new           -                    login 403 403 403 403 200 403 403
people-upload-enter         joiners one          login 403 403 403 403 go  403 403
people-upload-enter         joiners none         login 403 403 403 403 404 403 403
people:person-new           -                    login 403 403 403 403 200 403 403
people:person-edit          person manager       login 403 403 403 403 200 403 403
people:person-edit          person none          login 403 403 403 403 404 403 403
people:person-appoint       person manager       login 403 403 403 403 200 403 403
people:person-appoint       person none          login 403 403 403 403 404 403 403
people:person-leave         person manager       login 403 403 403 403 200 403 403
people:person-leave         person none          login 403 403 403 403 404 403 403
people:person-door          person manager       login 403 403 403 403 200 403 403
people:person-door          person none          login 403 403 403 403 404 403 403
people:person-link          person manager       login 403 403 403 403 200 403 403
people:person-link          person none          login 403 403 403 403 404 403 403
people:person-second-step   person manager       login 403 403 403 403 200 403 403
people:person-second-step   person none          login 403 403 403 403 404 403 403
people:person-binding       person manager       login 403 403 403 403 200 403 403
people:person-binding       person none          login 403 403 403 403 404 403 403
openid:unbind               -                    login 200 200 200 200 200 200 go
sign-ins:end                -                    login go  go  go  go  go  go  go
factors:app                 -                    login 200 200 200 200 200 200 go
factors:key-new             -                    login 200 200 200 200 200 200 go
factors:key-edit            passkey observer's   login 404 404 404 404 404 404 go
factors:key-edit            passkey none         login 404 404 404 404 404 404 go
factors:key-remove          passkey observer's   login 404 404 404 404 404 404 go
factors:key-remove          passkey none         login 404 404 404 404 404 404 go
factors:codes               -                    login go  go  go  go  go  go  go
factors:remove - login 200/go 200/go 200/go 200/go 200/go 200/go go
people:appointment-end      appointment manager  login 403 403 403 403 200 403 403
people:appointment-end      appointment none     login 403 403 403 403 404 403 403
people:appointment-deputy   appointment manager  login 403 403 403 403 200 403 403
people:appointment-deputy   appointment none     login 403 403 403 403 404 403 403
people:appointment-decide   appointment manager  login 403 403 403 403 200 403 403
people:appointment-decide   appointment none     login 403 403 403 403 404 403 403
"""

# Pages of signing in that are others for who has a passkey: no deeds of ours.
AGAIN = """
openid:bind                 -                    login 200/go 200/go 200/go 200/go 200/go 200/go go
mfa_reauthenticate          -                    login go  go  go  go  go  go  200
"""
