"""The report in a real browser: hostile text stays text, nothing is fetched or run, and it prints."""

from __future__ import annotations

import html
import re
import subprocess
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

from tests.tools import required
from tests.unit.desk.hostile_results import HOSTILE, everywhere
from verifier.desk.page import html_page

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
SCRIPTS = [
    "<script>document.title = 'BENT'</script>",
    "<img src=x onerror=\"document.title = 'BENT'\">",
    "'\"><svg onload=\"document.title = 'BENT'\">",
    "</td></tr></table><iframe srcdoc=\"<script>top.document.title = 'BENT'</script>\">",
    "<meta http-equiv=refresh content='0;url=data:text/html,BENT'>",
]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(html_page(everywhere(*HOSTILE, *SCRIPTS)))
    return path


def browse(page: Path, *flags: str) -> str:
    browser = required("chromium", package="chromium")
    profile = page.parent / "profile"
    command = [browser, *FLAGS, f"--user-data-dir={profile}", *flags, page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout


def test_hostile_text_is_read_as_text_and_runs_nothing(page: Path) -> None:
    document = browse(page, "--dump-dom")
    title = re.search("<title>(.*?)</title>", document)
    assert title is not None
    assert title[1] == "Rapport de contrôles rejoués"
    tags = set(re.findall("<([a-z0-9]+)", document))
    assert not tags & {"script", "img", "iframe", "object", "a", "link", "form"}
    assert html.escape(SCRIPTS[0], quote=False) in document


def test_it_prints(page: Path) -> None:
    printed = page.with_name("printed.pdf")
    browse(page, f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    with closing(pypdfium2.PdfDocument(printed)) as document:
        assert len(document) >= 1
        with closing(document[0]) as first, closing(first.get_textpage()) as text:
            assert "Rapport de contrôles rejoués" in text.get_text_bounded()
