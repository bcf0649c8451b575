"""Somebody at a browser without scripts, before a site that runs as a process of its own."""

import http.client
import re
import uuid
from http.cookies import SimpleCookie

PATIENCE = 5  # seconds: what the site promises at the most for a page (R7)


class Page:
    """What came back: its status, its headers and its text."""

    def __init__(self, answer):
        self.status, self.headers = answer.status, answer.headers
        self.text = answer.read().decode()

    @property
    def is_normal(self):
        return self.status in (200, 302)

    @property
    def is_back_soon(self):
        """Whether it is the page that says that the service is out of reach for a moment."""
        friendly = "out of reach for a moment" in self.text
        return self.status == 503 and friendly and "Retry-After" in self.headers


class Visitor:
    """Keeps cookies, and gives up on a page that takes longer than `patience` seconds."""

    def __init__(self, port, patience=PATIENCE):
        self.port, self.patience, self.cookies = port, patience, {}

    def get(self, path, **headers):
        return self._ask("GET", path, None, headers)

    def post(self, path, fields=(), files=()):
        """Send a form; `fields` is a dict of texts, `files` pairs of a name and bytes."""
        edge = uuid.uuid4().hex
        parts = [(f'name="{name}"', text.encode()) for name, text in dict(fields).items()]
        parts.append(('name="csrfmiddlewaretoken"', self.cookies.get("pbc_csrf", "").encode()))
        parts += [(f'name="files"; filename="{name}"', content) for name, content in files]
        body = b"".join(
            f"--{edge}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + text + b"\r\n"
            for head, text in parts
        )
        kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        return self._ask("POST", path, body + f"--{edge}--\r\n".encode(), kind)

    def sign_in(self, name, password):
        self.get("/accounts/login/")
        page = self.post("/accounts/login/", {"login": name, "password": password})
        assert page.status == 302, page.text
        return self

    def _ask(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, {"Cookie": cookies, **headers})
            answer = connection.getresponse()
            page = Page(answer)
        finally:
            connection.close()
        for line in page.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return page


def links(page, start):
    """The addresses on a page that begin like this."""
    return re.findall(rf'href="({re.escape(start)}[^"#]*)"', page.text)
