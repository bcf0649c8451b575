"""Actions, and how often mails come."""

GETS = """
meetings:action-list        -                   login 200 200 200 200 403 200 403
meetings:action-list-table  -                   login 200 200 200 200 403 200 403
meetings:action-of          pct West            login 200 404 404 200 403 404 403
meetings:action-of          pct East            login 404 404 404 200 403 404 403
meetings:action-of          locality Dacorum    login 200 404 404 200 403 404 403
meetings:action-of          locality Stevenage  login 404 404 404 200 403 404 403
meetings:action-of          group DacCom        login 404 200 404 200 403 200 403
meetings:action-of          group Stevenage     login 404 404 404 200 403 404 403
meetings:action-of          practice Fernville  login 200 200 200 200 403 200 403
meetings:action-of          practice Parkwood   login 200 200 404 200 403 200 403
meetings:action-of          practice Stanmore   login 404 404 404 200 403 404 403
meetings:action-of          practice none       login 404 404 404 404 403 404 403
meetings:action-of          hospital none       login 404 404 404 404 403 404 403
meetings:action-of-table    pct West            login 200 404 404 200 403 404 403
meetings:action-of-table    pct East            login 404 404 404 200 403 404 403
meetings:action-of-table    locality Dacorum    login 200 404 404 200 403 404 403
meetings:action-of-table    locality Stevenage  login 404 404 404 200 403 404 403
meetings:action-of-table    group DacCom        login 404 200 404 200 403 200 403
meetings:action-of-table    group Stevenage     login 404 404 404 200 403 404 403
meetings:action-of-table    practice Fernville  login 200 200 200 200 403 200 403
meetings:action-of-table    practice Parkwood   login 200 200 404 200 403 200 403
meetings:action-of-table    practice Stanmore   login 404 404 404 200 403 404 403
meetings:action-of-table    practice none       login 404 404 404 404 403 404 403
meetings:action-of-table    hospital none       login 404 404 404 404 403 404 403
meetings:action-detail      action Fernville    login 200 200 200 200 403 200 403
meetings:action-detail      action Parkwood     login 200 200 404 200 403 200 403
meetings:action-detail      action DacCom       login 404 200 404 200 403 200 403
meetings:action-detail      action Stanmore     login 404 404 404 200 403 404 403
meetings:action-detail      action none         login 404 404 404 404 403 404 403
"""

DEEDS = """
meetings:action-new         -                   login 200 200 200 403 403 200 403
meetings:mails              -                   login 200 200 200 200 403 200 403
meetings:action-close       action Fernville    login go  go  go  403 403 go  403
meetings:action-close       action Parkwood     login go  go  404 403 403 go  403
meetings:action-close       action Stanmore     login 404 404 404 403 403 404 403
meetings:action-close       action none         login 404 404 404 403 403 404 403
meetings:action-reopen      action Fernville    login go  go  go  403 403 go  403
meetings:action-reopen      action Stanmore     login 404 404 404 403 403 404 403
meetings:action-reopen      action none         login 404 404 404 403 403 404 403
meetings:action-drop        action Fernville    login go  go  go  403 403 go  403
meetings:action-drop        action Stanmore     login 404 404 404 403 403 404 403
meetings:action-drop        action none         login 404 404 404 403 403 404 403
meetings:action-note        action Fernville    login go  go  go  403 403 go  403
meetings:action-note        action Stanmore     login 404 404 404 403 403 404 403
meetings:action-note        action none         login 404 404 404 403 403 404 403
meetings:action-check       action checked      login 200 200 200 403 403 200 403
meetings:action-check       action foreign      login 404 404 404 403 403 404 403
meetings:action-check       action Fernville    login 404 404 404 403 403 404 403
meetings:action-check       action none         login 404 404 404 403 403 404 403
meetings:action-change      action Fernville    login 200 200 200 403 403 200 403
meetings:action-change      action Parkwood     login 200 200 404 403 403 200 403
meetings:action-change      action Stanmore     login 404 404 404 403 403 404 403
meetings:action-change      action none         login 404 404 404 403 403 404 403
"""
