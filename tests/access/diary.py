"""Bodies, seats, series and meetings, their items and papers."""

GETS = """
diary:meeting-list       -                  login 200 200 200 200 403 200 200
diary:body-detail        body DacCom        login 404 200 200 200 403 200 404
diary:body-detail        body West          login 200 404 404 200 403 404 200
diary:body-detail        body Stevenage     login 404 404 404 200 403 404 404
diary:body-detail        body none          login 404 404 404 404 403 404 404
diary:body-detail-table  body DacCom        login 404 200 200 200 403 200 404
diary:body-detail-table  body West          login 200 404 404 200 403 404 200
diary:body-detail-table  body Stevenage     login 404 404 404 200 403 404 404
diary:body-detail-table  body none          login 404 404 404 404 403 404 404
diary:meeting-detail     meeting DacCom     login 404 200 200 200 403 200 404
diary:meeting-detail     meeting West       login 200 404 404 200 403 404 200
diary:meeting-detail     meeting Stevenage  login 404 404 404 200 403 404 404
diary:meeting-detail     meeting none       login 404 404 404 404 403 404 404
diary:meeting-calendar   meeting DacCom     login 404 200 200 200 403 200 404
diary:meeting-calendar   meeting Stevenage  login 404 404 404 200 403 404 404
diary:meeting-calendar   meeting none       login 404 404 404 404 403 404 404
diary:paper              paper DacCom       login 404 200 200 200 403 200 404
diary:paper              paper West         login 200 404 404 200 403 404 200
diary:paper              paper Stevenage    login 404 404 404 200 403 404 404
diary:paper              paper none         login 404 404 404 404 403 404 404
"""

DEEDS = """
diary:calendar           -                  login 200/go 200/go 200/go 200/go 403 200/go 200/go
diary:body-new           -                  login 200    200    403    403    403 200    403
diary:body-make-up       body DacCom        login 404    200    403    403    403 200    403
diary:body-make-up       body West          login 200    404    403    403    403 404    403
diary:body-make-up       body Stevenage     login 404    404    403    403    403 404    403
diary:body-make-up       body none          login 404    404    403    403    403 404    403
diary:body-change        body DacCom        login 404    200    403    403    403 200    403
diary:body-change        body West          login 200    404    403    403    403 404    403
diary:body-change        body Stevenage     login 404    404    403    403    403 404    403
diary:body-change        body none          login 404    404    403    403    403 404    403
diary:seat-new           body DacCom        login 404    200    403    403    403 200    403
diary:seat-new           body West          login 200    404    403    403    403 404    403
diary:seat-new           body Stevenage     login 404    404    403    403    403 404    403
diary:seat-new           body none          login 404    404    403    403    403 404    403
diary:series-new         body DacCom        login 404    200    403    403    403 200    403
diary:series-new         body West          login 200    404    403    403    403 404    403
diary:series-new         body Stevenage     login 404    404    403    403    403 404    403
diary:series-new         body none          login 404    404    403    403    403 404    403
diary:meeting-new        body DacCom        login 404    200    403    403    403 200    403
diary:meeting-new        body West          login 200    404    403    403    403 404    403
diary:meeting-new        body Stevenage     login 404    404    403    403    403 404    403
diary:meeting-new        body none          login 404    404    403    403    403 404    403
diary:seat-end           seat DacCom        login 404    200    403    403    403 200    403
diary:seat-end           seat West          login 200    404    403    403    403 404    403
diary:seat-end           seat Stevenage     login 404    404    403    403    403 404    403
diary:seat-end           seat none          login 404    404    403    403    403 404    403
diary:meeting-move       meeting DacCom     login 404    200    403    403    403 200    403
diary:meeting-move       meeting West       login 200    404    403    403    403 404    403
diary:meeting-move       meeting Stevenage  login 404    404    403    403    403 404    403
diary:meeting-move       meeting none       login 404    404    403    403    403 404    403
diary:meeting-cancel     meeting DacCom     login 404    200    403    403    403 200    403
diary:meeting-cancel     meeting West       login 200    404    403    403    403 404    403
diary:meeting-cancel     meeting Stevenage  login 404    404    403    403    403 404    403
diary:meeting-cancel     meeting none       login 404    404    403    403    403 404    403
diary:meeting-invite     meeting DacCom     login 404    200/go 403    403    403 200/go 403
diary:meeting-invite     meeting West       login 200/go 404    403    403    403 404    403
diary:meeting-invite     meeting Stevenage  login 404    404    403    403    403 404    403
diary:meeting-invite     meeting none       login 404    404    403    403    403 404    403
diary:attendance         meeting DacCom     login 404    200    403    403    403 200    403
diary:attendance         meeting West       login 200    404    403    403    403 404    403
diary:attendance         meeting Stevenage  login 404    404    403    403    403 404    403
diary:attendance         meeting none       login 404    404    403    403    403 404    403
diary:item-new           meeting DacCom     login 404    200    403    403    403 200    403
diary:item-new           meeting West       login 200    404    403    403    403 404    403
diary:item-new           meeting Stevenage  login 404    404    403    403    403 404    403
diary:item-new           meeting none       login 404    404    403    403    403 404    403
diary:item-change        item DacCom        login 404    200    403    403    403 200    403
diary:item-change        item West          login 200    404    403    403    403 404    403
diary:item-change        item Stevenage     login 404    404    403    403    403 404    403
diary:item-change        item none          login 404    404    403    403    403 404    403
diary:item-off           item DacCom        login 404    go     403    403    403 go     403
diary:item-off           item West          login go     404    403    403    403 404    403
diary:item-off           item Stevenage     login 404    404    403    403    403 404    403
diary:item-off           item none          login 404    404    403    403    403 404    403
diary:item-reports       item DacCom        login 404    200/go 403    403    403 200/go 403
diary:item-reports       item West          login 200/go 404    403    403    403 404    403
diary:item-reports       item Stevenage     login 404    404    403    403    403 404    403
diary:item-reports       item none          login 404    404    403    403    403 404    403
diary:paper-new          item DacCom        login 404    200    403    403    403 200    403
diary:paper-new          item West          login 200    404    403    403    403 404    403
diary:paper-new          item Stevenage     login 404    404    403    403    403 404    403
diary:paper-new          item none          login 404    404    403    403    403 404    403
diary:paper-off          paper DacCom       login 404    go     403    403    403 go     403
diary:paper-off          paper West         login go     404    403    403    403 404    403
diary:paper-off          paper Stevenage    login 404    404    403    403    403 404    403
diary:paper-off          paper none         login 404    404    403    403    403 404    403
"""
