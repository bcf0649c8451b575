"""The companies of a group, and the practices that they bind."""

GETS = """
companies:company-detail  company DacCom   login 200 200 200 200 200 200 403
companies:company-detail  company none     login 404 404 404 404 404 404 403
"""

DEEDS = """
companies:company-new     group DacCom     login 404 200 403 403 403 200 403
companies:company-new     group Red House  login 404 404 403 403 403 404 403
companies:company-new     group none       login 404 404 403 403 403 404 403
companies:company-change  company DacCom   login 404 200 403 403 403 200 403
companies:company-change  company none     login 404 404 403 403 403 404 403
companies:company-bind    company DacCom   login 404 200 403 403 403 200 403
companies:company-bind    company none     login 404 404 403 403 403 404 403
companies:binding-end     binding DacCom   login 404 200 403 403 403 200 403
companies:binding-end     binding none     login 404 404 403 403 403 404 403
companies:binding-withdraw  binding DacCom  login 404 200 403 403 403 200 403
companies:binding-withdraw  binding none    login 404 404 403 403 403 404 403
"""
