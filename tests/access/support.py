"""The support log of a practice: its leads', its own, and the auditor's to read."""

GETS = """
support:contact-list        practice Fernville  login 403 200 200 200 403 403 403
support:contact-list        practice Parkwood   login 403 200 404 200 403 403 403
support:contact-list        practice Stanmore   login 403 404 404 200 403 403 403
support:contact-list        practice none       login 403 404 404 404 403 403 403
support:contact-list-table  practice Fernville  login 403 200 200 200 403 403 403
support:contact-list-table  practice Parkwood   login 403 200 404 200 403 403 403
support:contact-list-table  practice Stanmore   login 403 404 404 200 403 403 403
support:contact-list-table  practice none       login 403 404 404 404 403 403 403
support:contact-detail      contact Fernville   login 403 200 200 200 403 403 403
support:contact-detail      contact Stanmore    login 403 404 404 200 403 403 403
support:contact-detail      contact none        login 403 404 404 404 403 403 403
"""

DEEDS = """
support:contact-new         practice Fernville  login 403 200 403 403 403 403 403
support:contact-new         practice Stanmore   login 403 404 403 403 403 403 403
support:contact-new         practice none       login 403 404 403 403 403 403 403
support:contact-correct     contact Fernville   login 403 200 403 403 403 403 403
support:contact-correct     contact Stanmore    login 403 404 403 403 403 403 403
support:contact-correct     contact none        login 403 404 403 403 403 403 403
support:contact-outcome     contact Fernville   login 403 200 403 403 403 403 403
support:contact-outcome     contact Stanmore    login 403 404 403 403 403 403 403
support:contact-outcome     contact none        login 403 404 403 403 403 403 403
"""
