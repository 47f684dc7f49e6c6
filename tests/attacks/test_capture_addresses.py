"""Addresses that look like this machine and are not; and addresses that carry more than an address."""

from __future__ import annotations

import pytest

from verifier.capture.addresses import loopback_address
from verifier.capture.errors import SourceError, SourceFault
from verifier.capture.sources import open_source


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.1/video",
        "http://camera.example/video",
        "https://127.0.0.1/video",
        "rtsp://127.0.0.1/video",
        "file:///etc/hostname",
        "http://127.0.0.1@192.0.2.1/",
        "http://user:secret@127.0.0.1/",
        "http://192.0.2.1#@127.0.0.1/",
        "http://127.0.0.1.example/",
        "http://localhost.example/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://0.0.0.0/",
        "http://[::]/",
        "http://[::ffff:192.0.2.1]/",
        "http://[::1%25eth0]/",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:x/",
        "http://127.0.0.1\\@192.0.2.1/",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/\r\nHost: evil",
        "http://127.0.0.1/\t",
        "http://127.0.0.1/é",
        "http://１２７.0.0.1/",
        "http:///video",
        "http://",
    ],
)
def test_address_that_is_not_of_this_machine_is_refused(url: str) -> None:
    with pytest.raises(SourceError) as caught:
        open_source(url)
    assert caught.value.what is SourceFault.ADDRESS_REFUSED


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("http://127.0.0.1:8080/video?x=1", "127.0.0.1", 8080, "/video?x=1"),
        ("http://127.255.0.9", "127.255.0.9", 80, "/"),
        ("http://localhost:81/", "127.0.0.1", 81, "/"),
        ("http://LOCALHOST/", "127.0.0.1", 80, "/"),
        ("http://[::1]:8080/a", "::1", 8080, "/a"),
        ("http://127.0.0.1/?only=query", "127.0.0.1", 80, "/?only=query"),
    ],
)
def test_address_of_this_machine_is_taken(url: str, host: str, port: int, path: str) -> None:
    address = loopback_address(url)
    assert (address.host, address.port, address.path) == (host, port, path)
    assert loopback_address(str(address)) == address
