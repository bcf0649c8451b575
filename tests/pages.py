"""Pages as a test reads them: addresses, files to send in, and the words that stand there."""

import re
from datetime import date
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from activity.queries.review import review
from tests import make


def address(name, submission):
    """The address of something about one file: detail, changes, publish, undo."""
    return reverse(f"activity:submission-{name}", args=[submission.pk])


def csv(name="june.csv", content=b"month,practice\n3,E82713\n"):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type="text/csv")


def said(response):
    """The text of a page on one line, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def reviewed(submission, user=None):
    """The review of a file as somebody of finance has it on 13 March 2007."""
    submission.refresh_from_db()
    rights = {"may_decide": True, "may_send": True, "today": date(2007, 3, 13)}
    return review(submission, user=user or make.finance_officer(), **rights)
