"""Minutes, as they are written, taken away and read from old ones."""

GETS = """
minutes:taken      minutes DacCom     login 404 200 200 200 403 200 404
minutes:taken      minutes Stevenage  login 404 404 404 200 403 404 404
minutes:taken      minutes none       login 404 404 404 404 403 404 404
minutes:copy       copy DacCom        login 404 200 200 200 403 200 404
minutes:copy       copy Stevenage     login 404 404 404 200 403 404 404
minutes:copy       copy none          login 404 404 404 404 403 404 404
minutes:detail     minutes DacCom     login 404 200 200 200 403 200 404
minutes:detail     minutes Stevenage  login 404 404 404 200 403 404 404
minutes:detail     minutes none       login 404 404 404 404 403 404 404
"""

DEEDS = """
minutes:read       -                  login 200 200    403 403 403 200    403
minutes:keep       -                  login go  go     403 403 403 go     403
minutes:item       words DacCom       login 404 200    403 403 403 200    403
minutes:item       words Stevenage    login 404 404    403 403 403 404    403
minutes:item       words none         login 404 404    403 403 403 404    403
minutes:initials   words DacCom       login 404 go/200 403 403 403 go/200 403
minutes:initials   words Stevenage    login 404 404    403 403 403 404    403
minutes:initials   words none         login 404 404    403 403 403 404    403
minutes:choose     text DacCom        login 404 go     403 403 403 go     403
minutes:choose     text Stevenage     login 404 404    403 403 403 404    403
minutes:choose     text none          login 404 404    403 403 403 404    403
minutes:circulate  minutes DacCom     login 404 go     403 403 403 go     403
minutes:circulate  minutes Stevenage  login 404 404    403 403 403 404    403
minutes:circulate  minutes none       login 404 404    403 403 403 404    403
minutes:approve    minutes DacCom     login 404 go     403 403 403 go     403
minutes:approve    minutes Stevenage  login 404 404    403 403 403 404    403
minutes:approve    minutes none       login 404 404    403 403 403 404    403
minutes:amend      minutes DacCom     login 404 go/200 403 403 403 go/200 403
minutes:amend      minutes Stevenage  login 404 404    403 403 403 404    403
minutes:amend      minutes none       login 404 404    403 403 403 404    403
"""
