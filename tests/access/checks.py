"""Checks that groups agree on with their practices, and how these stand."""

GETS = """
checks:grid           group DacCom     login 404 200 404 200 403 200 403
checks:grid           group Stevenage  login 404 404 404 200 403 404 403
checks:grid           group none       login 404 404 404 404 403 404 403
checks:grid-table     group DacCom     login 404 200 404 200 403 200 403
checks:grid-table     group Stevenage  login 404 404 404 200 403 404 403
checks:grid-table     group none       login 404 404 404 404 403 404 403
checks:agreed-list    group DacCom     login 404 200 200 200 403 200 403
checks:agreed-list    group Stevenage  login 404 404 404 200 403 404 403
checks:agreed-list    group none       login 404 404 404 404 403 404 403
"""

DEEDS = """
checks:agreed-new     group DacCom        login 404 200 404 403 403 200 403
checks:agreed-new     group Stevenage     login 404 404 404 403 403 404 403
checks:agreed-new     group none          login 404 404 404 403 403 404 403
checks:agreed-change  agreed DacCom       login 404 200 404 403 403 200 403
checks:agreed-change  agreed Stevenage    login 404 404 404 403 403 404 403
checks:agreed-change  agreed none         login 404 404 404 403 403 404 403
"""
