"""Decisions, questions, concerns, mandates and nominations."""

GETS = """
decisions:decision-list          -                   login 200 200 200 200 403 200 403
decisions:decision-list-table    -                   login 200 200 200 200 403 200 403
decisions:decision-detail        decision DacCom     login 404 200 200 200 403 200 403
decisions:decision-detail        decision West       login 200 200 404 200 403 200 403
decisions:decision-detail        decision Stevenage  login 404 404 404 200 403 404 403
decisions:decision-detail        decision none       login 404 404 404 404 403 404 403
decisions:decision-detail-table  decision DacCom     login 404 200 200 200 403 200 403
decisions:decision-detail-table  decision West       login 200 200 404 200 403 200 403
decisions:decision-detail-table  decision Stevenage  login 404 404 404 200 403 404 403
decisions:decision-detail-table  decision none       login 404 404 404 404 403 404 403
decisions:open-list              -                   login 200 200 200 200 403 200 403
decisions:concern-list           -                   login 200 200 200 200 403 200 403
decisions:mandate-list           -                   login 200 200 200 200 403 200 403
decisions:representative-list    -                   login 200 200 200 200 403 200 200
decisions:representation         board West          login 200 404 404 200 403 404 200
decisions:representation         board none          login 404 404 404 404 403 404 404
decisions:representation-table   board West          login 200 404 404 200 403 404 200
decisions:representation-table   board none          login 404 404 404 404 403 404 404
decisions:question-detail        question West       login 200 200 404 200 403 200 403
decisions:question-detail        question Stevenage  login 404 404 404 200 403 404 403
decisions:question-detail        question none       login 404 404 404 404 403 404 403
decisions:question-detail-table  question West       login 200 200 404 200 403 200 403
decisions:question-detail-table  question Stevenage  login 404 404 404 200 403 404 403
decisions:question-detail-table  question none       login 404 404 404 404 403 404 403
"""

DEEDS = """
decisions:decision-new           -                   login 200 200 200 403 403 200 403
decisions:decision-change        decision DacCom     login 404 200 404 403 403 200 403
decisions:decision-change        decision West       login 200 404 404 403 403 404 403
decisions:decision-change        decision Stevenage  login 404 404 404 403 403 404 403
decisions:decision-change        decision none       login 404 404 404 403 403 404 403
decisions:decision-chase         decision DacCom     login 404 go  404 403 403 go  403
decisions:decision-chase         decision West       login go  404 404 403 403 404 403
decisions:decision-chase         decision Stevenage  login 404 404 404 403 403 404 403
decisions:decision-chase         decision none       login 404 404 404 403 403 404 403
decisions:telling-new            decision DacCom     login 404 200 404 403 403 200 403
decisions:telling-new            decision West       login 200 404 404 403 403 404 403
decisions:telling-new            decision Stevenage  login 404 404 404 403 403 404 403
decisions:telling-new            decision none       login 404 404 404 403 403 404 403
decisions:telling-send           telling West        login 200 404 404 403 403 404 403
decisions:telling-send           telling Stevenage   login 404 404 404 403 403 404 403
decisions:telling-send           telling none        login 404 404 404 403 403 404 403
decisions:telling-acknowledge    telling West        login 200 404 404 403 403 404 403
decisions:telling-acknowledge    telling Stevenage   login 404 404 404 403 403 404 403
decisions:telling-acknowledge    telling none        login 404 404 404 403 403 404 403
decisions:open-new               -                   login 200 200 200 403 403 200 403
decisions:open-answer            open DacCom         login 404 200 404 403 403 200 403
decisions:open-answer            open none           login 404 404 404 403 403 404 403
decisions:concern-new            -                   login 200 200 200 403 403 200 403
decisions:concern-send           concern DacCom      login 404 200 404 403 403 200 403
decisions:concern-send           concern none        login 404 404 404 403 403 404 403
decisions:concern-reply          concern DacCom      login 404 200 404 403 403 200 403
decisions:concern-reply          concern none        login 404 404 404 403 403 404 403
decisions:mandate-new            -                   login 200 200 200 403 403 200 403
decisions:mandate-end            mandate DacCom      login 404 200 404 403 403 200 403
decisions:mandate-end            mandate none        login 404 404 404 403 403 404 403
decisions:nominate               board West          login 200 404 403 403 403 404 403
decisions:nominate               board none          login 404 404 403 403 403 404 403
decisions:nomination-end         nomination West     login 200 404 403 403 403 404 403
decisions:nomination-end         nomination none     login 404 404 403 403 403 404 403
decisions:answer-new             asked West          login 200 200 404 403 403 200 403
decisions:answer-new             asked Stevenage     login 404 404 404 403 403 404 403
decisions:answer-new             asked none          login 404 404 404 403 403 404 403
"""
