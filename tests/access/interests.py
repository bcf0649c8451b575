"""Interests that are declared, the items that touch them, and who takes no part."""

GETS = """
diary:interest-list        body DacCom      login 404 200 200 200 403 200 404
diary:interest-list        body West        login 200 404 404 200 403 404 200
diary:interest-list        body Stevenage   login 404 404 404 200 403 404 404
diary:interest-list        body none        login 404 404 404 404 403 404 404
diary:interest-list-table  body DacCom      login 404 200 200 200 403 200 404
diary:interest-list-table  body West        login 200 404 404 200 403 404 200
diary:interest-list-table  body Stevenage   login 404 404 404 200 403 404 404
diary:interest-list-table  body none        login 404 404 404 404 403 404 404
"""

DEEDS = """
diary:interest-new     body DacCom      login 404 200    404 404 403 200    404
diary:interest-new     body West        login 200 404    404 404 403 404    404
diary:interest-new     body Stevenage   login 404 404    404 404 403 404    404
diary:interest-new     body none        login 404 404    404 404 403 404    404
diary:interest-end     interest DacCom  login 404 200    404 404 403 200    404
diary:interest-end     interest West    login 200 404    404 404 403 404    404
diary:interest-end     interest none    login 404 404    404 404 403 404    404
diary:interest-withdraw  interest DacCom  login 404 200  404 404 403 200    404
diary:interest-withdraw  interest West    login 200 404  404 404 403 404    404
diary:interest-withdraw  interest none    login 404 404  404 404 403 404    404
diary:item-touches     item DacCom      login 404 200/go 403 403 403 200/go 403
diary:item-touches     item Stevenage   login 404 404    403 403 403 404    403
diary:item-touches     item none        login 404 404    403 403 403 404    403
diary:item-exclusions  item DacCom      login 404 200    403 403 403 200    403
diary:item-exclusions  item Stevenage   login 404 404    403 403 403 404    403
diary:item-exclusions  item none        login 404 404    403 403 403 404    403
"""
