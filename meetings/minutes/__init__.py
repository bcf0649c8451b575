"""Old minutes read: from the bytes of a file to what a secretary would find in them.

No module here knows Django, and none asks anybody: what is not in the text is not found.
"""
