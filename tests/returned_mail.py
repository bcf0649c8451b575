"""Messages that come into the mailbox of mails that came back."""

DSN = """\
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: {to}
Subject: Undelivered Mail
Content-Type: multipart/report; report-type=delivery-status; boundary=edge

--edge
Content-Type: text/plain

It did not arrive.
--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; mark@example.nhs.uk
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}
--edge
Content-Type: {kind}

{returned}
--edge--
"""


def dsn(
    mark="",
    *,
    status="5.1.1",
    said="550 no such user here",
    action="failed",
    kind="message/rfc822",
    to="pbc@example.nhs.uk",
):
    """A report as a mail server writes it, about the mail with that mark."""
    returned = f"Message-ID: <{mark}@pbc.example.nhs.uk>\nSubject: Your actions\n\nDear Mark"
    text = DSN.format(to=to, action=action, status=status, said=said, kind=kind, returned=returned)
    return text.replace("\n", "\r\n").encode()


SPAM = b"From: a@example.net\r\nSubject: Buy this\r\n\r\nNow\r\n"


def hostile(part, *, of="message/rfc822"):
    """A report whose last part is of bytes that were written to break its reader."""
    return dsn("x", kind=of).replace(b"Message-ID: <x@", part + b"Message-ID: <x@")


NESTED = hostile(b"Content-Type: message/rfc822\n\n" * 5000)
DEEP = hostile(
    b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)
    )
)
NO_CHARSET = hostile(b"\xe9\r\n", of="text/rfc822-headers; charset*=utf-8''x")
