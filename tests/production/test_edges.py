"""What the proxy and the webs refuse before a page is asked: old TLS, weak ciphers, requests that
end twice, and files that are no page (TRUST S5)."""

import socket
import ssl
import threading
import warnings
from contextlib import contextmanager

import pytest

from activity.storage import ACCEPTED

OLD = [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1]
# A body that ends here for one reader, and there for another.
TWO_ENDS = {
    "a length and pieces": "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": "Content-Length: 4\r\nContent-Length: 9\r\n\r\nabcdefghi",
    "two lengths in one": "Content-Length: 4, 9\r\n\r\nabcdefghi",
    "pieces of another kind": "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a length that is none": "Content-Length: +4\r\n\r\nabcd",
}
NO_PAGES = (
    *("/.git/HEAD", "/.git/config", "/.env", "/.svn/entries", "/.hg/store", "/manage.py"),
    *("/static/../.git/HEAD", "/static/%2e%2e/manage.py", "/static/..%2fmanage.py", "/var/"),
)


def spoken(port, *, version=None, ciphers=None):
    """The cipher that is agreed on with who listens there; raises where none is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers(ciphers or "ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is what is asked
        if version:
            context.minimum_version = context.maximum_version = version
    with (
        socket.create_connection(("localhost", port), timeout=20) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as one,
    ):
        return one.cipher()[0]


def answered(port, request, *, tls):
    """The first line of the answer to these bytes; empty where the connection is ended."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    plain = socket.create_connection(("localhost", port), timeout=20)
    with context.wrap_socket(plain, server_hostname="localhost") if tls else plain as one:
        one.sendall(request.encode())
        return one.recv(4096).decode(errors="replace").partition("\r\n")[0]


@pytest.mark.parametrize("version", OLD, ids=lambda one: one.name)
def test_the_proxy_speaks_no_old_tls_s5(site, version):
    with pytest.raises(OSError, match=r"alert|protocol|reset|EOF"):
        spoken(site.ports["https"], version=version)


@pytest.mark.parametrize("version", OLD, ids=lambda one: one.name)
def test_the_check_itself_speaks_old_tls_with_who_takes_it(site, version):
    with who_takes_anything(site) as port:
        assert spoken(port, version=version)


@contextmanager
def who_takes_anything(site):
    """The port of a server with the certificate of the site that takes whatever it is offered."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls = site.folder / "tls"
    context.load_cert_chain(tls / "cert.pem", tls / "key.pem")
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
    with socket.create_server(("localhost", 0)) as listening:

        def serve():
            one, _ = listening.accept()
            with context.wrap_socket(one, server_side=True) as held:
                held.recv(1)

        served = threading.Thread(target=serve)
        served.start()
        yield listening.getsockname()[1]
        served.join()


@pytest.mark.parametrize("ciphers", ["ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384"])
def test_the_proxy_takes_no_cipher_without_a_seal_s5(site, ciphers):
    asked = {"version": ssl.TLSVersion.TLSv1_2, "ciphers": f"{ciphers}:@SECLEVEL=0"}
    with who_takes_anything(site) as port:
        assert spoken(port, **asked) == ciphers

    with pytest.raises(OSError, match=r"alert|handshake|reset|EOF"):
        spoken(site.ports["https"], **asked)


def test_the_proxy_speaks_the_tls_of_today_s5(site):
    both = [
        spoken(site.ports["https"], version=version, ciphers=ciphers)
        for version, ciphers in (
            (ssl.TLSVersion.TLSv1_2, "ECDHE+AESGCM"),
            (ssl.TLSVersion.TLSv1_3, None),
        )
    ]

    assert all("GCM" in cipher or "POLY1305" in cipher for cipher in both)


@pytest.mark.parametrize("said", TWO_ENDS.values(), ids=TWO_ENDS)
@pytest.mark.parametrize("where", ["https", "web 0"])
def test_a_request_that_ends_twice_is_refused_by_the_proxy_and_by_the_web_s5(site, where, said):
    head = f"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\n{said}"

    line = answered(site.ports[where], head, tls=where == "https")

    assert line.split()[1:2] in (["400"], ["501"]), line


def test_a_request_that_ends_once_is_answered_s5(site):
    head = "POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nabcd"

    assert answered(site.ports["https"], head, tls=True).split()[1] == "403"  # it has no key


@pytest.mark.parametrize("path", NO_PAGES)
def test_no_file_of_the_code_comes_by_the_proxy_s5(site, path):
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    line = answered(site.ports["https"], head, tls=True)

    assert line.split()[1] in {"400", "404"}, line


def test_no_file_of_the_site_s_own_folder_comes_by_the_proxy_s5(site):
    kept = site.folder / "var" / ACCEPTED / "planted.txt"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text("month,practice\n")

    for before in ("", "/var", "/static", "/files", "/media", "/static/.."):
        for path in ("/planted.txt", "/deliveries/planted.txt"):
            status, _, text = site.get(f"{before}{path}")
            assert status in {302, 400, 404}, path
            assert "month,practice" not in text
