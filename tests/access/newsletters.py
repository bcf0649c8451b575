"""Audiences and newsletters: who keeps them, and the lists on which somebody is."""

GETS = """
newsletters:audience-list    -                   login 200 200 403 200 403 200 200
newsletters:audience-detail  audience DacCom     login 404 200 403 200 403 200 404
newsletters:audience-detail  audience West       login 200 404 403 200 403 404 200
newsletters:audience-detail  audience Stevenage  login 404 404 403 200 403 404 404
newsletters:audience-detail  audience none       login 404 404 403 404 403 404 404
newsletters:mine             -                   login 200 200 200 200 200 200 200
newsletters:newsletter-list  -                   login 200 200 200 200 200 200 200
newsletters:newsletter-detail  newsletter sent       login 404 200 200 200 404 200 404
newsletters:newsletter-detail  newsletter DacCom     login 404 200 404 200 404 200 404
newsletters:newsletter-detail  newsletter West       login 200 404 404 200 404 404 200
newsletters:newsletter-detail  newsletter Stevenage  login 404 404 404 200 404 404 404
newsletters:newsletter-detail  newsletter none       login 404 404 404 404 404 404 404
newsletters:newsletter-preview  newsletter DacCom    login 404 200 403 403 403 200 404
newsletters:newsletter-preview  newsletter West      login 200 404 403 403 403 404 200
newsletters:newsletter-preview  newsletter none      login 404 404 403 403 403 404 404
"""

DEEDS = """
newsletters:newsletter-new   -                   login 200 200 403 403 403 200 200
newsletters:newsletter-change  newsletter DacCom     login 404 200 403 403 403 200 404
newsletters:newsletter-change  newsletter Stevenage  login 404 404 403 403 403 404 404
newsletters:newsletter-change  newsletter none       login 404 404 403 403 403 404 404
newsletters:newsletter-send  newsletter DacCom     login 404 go  403 403 403 go  404
newsletters:newsletter-send  newsletter Stevenage  login 404 404 403 403 403 404 404
newsletters:newsletter-send  newsletter none       login 404 404 403 403 403 404 404
newsletters:newsletter-discard  newsletter DacCom     login 404 go  403 403 403 go  404
newsletters:newsletter-discard  newsletter Stevenage  login 404 404 403 403 403 404 404
newsletters:newsletter-discard  newsletter none       login 404 404 403 403 403 404 404
newsletters:audience-new     -                   login 200 200 403 403 403 200 200
newsletters:audience-change  audience DacCom     login 404 200 403 403 403 200 404
newsletters:audience-change  audience West       login 200 404 403 403 403 404 200
newsletters:audience-change  audience none       login 404 404 403 403 403 404 404
newsletters:member-new       audience DacCom     login 404 200 403 403 403 200 404
newsletters:member-new       audience West       login 200 404 403 403 403 404 200
newsletters:member-new       audience none       login 404 404 403 403 403 404 404
newsletters:member-off       member DacCom       login 404 go  403 403 403 go  404
newsletters:member-off       member Stevenage    login 404 404 403 403 403 404 404
newsletters:member-off       member none         login 404 404 403 403 403 404 404
newsletters:leave            audience DacCom     login 404 404 go  404 404 404 404
newsletters:leave            audience Stevenage  login 404 404 404 404 404 404 404
newsletters:leave            audience none       login 404 404 404 404 404 404 404
newsletters:rejoin           audience DacCom     login 404 404 go  404 404 404 404
newsletters:rejoin           audience Stevenage  login 404 404 404 404 404 404 404
newsletters:rejoin           audience none       login 404 404 404 404 404 404 404
"""
