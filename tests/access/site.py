"""The desk, the search, the health of the service, what is sent again, and the demonstration."""

GETS = """
home                     -                 login 200 200 200 200 200 200 200
search                   -                 login 200 200 200 200 200 200 200
system                   -                 login 403 403 403 403 200 403 403
seals:overview           -                 login 403 403 403 200 200 403 403
seals:overview-table     -                 login 403 403 403 200 200 403 403
seals:heads              -                 login 403 403 403 200 200 403 403
demonstration-next       -                 login 404 403 403 403 403 403 403
demonstration-corrected  -                 login 404 403 403 403 403 403 403
"""

DEEDS = """
kept-form                -                 login go  go  go  go  go  go  go
seals:check              -                 login 403 403 403 go  go  403 403
errand-retry             errand finance's  login go  403 403 403 go  403 403
errand-retry             errand site's     login 404 403 403 403 go  403 403
errand-retry             errand none       login 404 403 403 403 404 403 403
"""
