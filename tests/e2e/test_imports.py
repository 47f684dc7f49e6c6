"""What the way to a verdict does not use or load: the network, and libraries of other tasks.

The module `socket` itself is loaded: `cryptography.x509` asks for `email.utils`, which asks for it. That no socket is
made and no name is looked up, the interpreter's own audit events tell (PEP 578).
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.e2e.commands import NOW, ROOT, Desk

PROGRAM = """
import json, sys
events = []
sys.addaudithook(lambda event, _: events.append(event) if event.startswith(("socket.", "http.", "urllib.")) else None)
from verifier.cli import verifier
try:
    verifier(sys.argv[1:], standalone_mode=False)
except SystemExit as end:
    status = end.code
print(json.dumps([status, sorted(sys.modules), events]), file=sys.stderr)
"""
NETWORK = {"ssl", "_ssl", "http.client", "urllib.request", "asyncio", "ftplib", "smtplib"}
HEAVY = {"textual", "cv2", "numpy", "sqlalchemy", "pycose", "reportlab", "pypdfium2", "PIL.Image", "pyzbar", "rich"}


def loaded_by(desk: Desk, spec: str) -> set[str]:
    arguments = ("check", spec, "--json", "--store", "trust.sqlite", "--at", NOW)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=desk.folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        timeout=60,
        check=True,
    )
    status, modules, events = json.loads(done.stderr)
    assert status == 0
    assert events == []
    assert json.loads(done.stdout)["verdict"] == "PASSED"
    return set(modules)


def test_a_verdict_on_a_text_uses_neither_the_network_nor_a_heavy_library(desk: Desk) -> None:
    modules = loaded_by(desk, desk.text("code.txt"))
    assert modules & NETWORK == set()
    assert modules & HEAVY == set()
    assert not {name for name in modules if name.startswith(("issuer", "verifier.terminal"))}


@pytest.mark.parametrize("unwanted", ["textual", "cv2", "numpy", "sqlalchemy", "issuer.cli", "ssl"])
def test_a_verdict_on_a_picture_loads_no_more_than_pictures_need(desk: Desk, unwanted: str) -> None:
    assert unwanted not in loaded_by(desk, "code.png")
