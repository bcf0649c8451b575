"""Events: as their meetings; and, to look at, those to which one's practices are invited."""

GETS = """
events:event-list          -                login 200 200 200 200 403 200 200
events:matrix              -                login 200 200 200 200 403 200 200
events:matrix-table        -                login 200 200 200 200 403 200 200
events:event-detail        event DacCom     login 404 200 200 200 403 200 404
events:event-detail        event West       login 200 200 200 200 403 200 200
events:event-detail        event Stevenage  login 404 404 404 200 403 404 404
events:event-detail        event none       login 404 404 404 404 403 404 404
events:event-detail-table  event DacCom     login 404 200 200 200 403 200 404
events:event-detail-table  event West       login 200 200 200 200 403 200 200
events:event-detail-table  event Stevenage  login 404 404 404 200 403 404 404
events:event-detail-table  event none       login 404 404 404 404 403 404 404
events:paper               handout DacCom     login 404 200 200 200 403 200 404
events:paper               handout West       login 200 200 200 200 403 200 200
events:paper               handout Stevenage  login 404 404 404 200 403 404 404
events:paper               handout none       login 404 404 404 404 403 404 404
"""

DEEDS = """
events:event-new           -                login 200 200 403 403 403 200 403
events:event-change        event DacCom     login 404 200 403 403 403 200 403
events:event-change        event West       login 200 404 403 403 403 404 403
events:event-change        event Stevenage  login 404 404 403 403 403 404 403
events:event-change        event none       login 404 404 403 403 403 404 403
events:place-book          invitation DacCom     login 404 go  go  403 403 go  403
events:place-book          invitation West       login go  404 go  403 403 404 403
events:place-book          invitation Stevenage  login 404 404 404 403 403 404 403
events:place-book          invitation none       login 404 404 404 403 403 404 403
events:place-give-up       invitation DacCom     login 404 go  go  403 403 go  403
events:place-give-up       invitation West       login go  404 go  403 403 404 403
events:place-give-up       invitation Stevenage  login 404 404 404 403 403 404 403
events:place-give-up       invitation none       login 404 404 404 403 403 404 403
"""
