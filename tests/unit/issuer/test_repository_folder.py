"""The folder of a repository holds the old edition or the new one at every moment, whatever fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from issuer.repository_folder import TIMESTAMP, write_repository
from tests.unit.trust_store.pki_for_tests import NOW, Publisher
from tests.unit.trust_store.tuf_for_tests import FIRST_ROOT, repository
from trust_store.profile import Profile
from trust_store.refusal import Refusal, TrustStoreError
from trust_store.sources import FolderSource
from trust_store.updating import update


def edition(number: int) -> dict[str, bytes]:
    made = Publisher(issue_id=number, sequence=number, issued_at=NOW).publish()
    return repository(made, version=number)


def issue_at(out: Path, store: Path) -> int:
    return update(store, FolderSource(out), NOW, Profile.TEST, first_root=FIRST_ROOT).issue_id


def files(out: Path) -> set[str]:
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def test_reader_of_the_edition_before_still_finds_all_of_it(tmp_path: Path) -> None:
    for number in (1, 2):
        write_repository(edition(number), tmp_path / "out")
    assert files(tmp_path / "out") == {*edition(1), *edition(2)}


def test_older_editions_are_taken_away_and_roots_are_kept(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        write_repository(edition(number), tmp_path / "out")
    assert files(tmp_path / "out") == {*edition(2), *edition(3)}
    assert "metadata/1.root.json" in files(tmp_path / "out")


@pytest.mark.parametrize("failing", range(14))
def test_every_failed_write_leaves_an_edition_that_terminals_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    out = tmp_path / "out"
    write_repository(edition(1), out)
    count = iter(range(1000))
    replace = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if next(count) == failing:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", fail)
        try:
            write_repository(edition(2), out)
            wanted = 2
        except TrustStoreError as error:
            assert error.refusal is Refusal.TARGET_UNWRITABLE
            wanted = 1
    assert issue_at(out, tmp_path / "trust.sqlite") == wanted
    assert not [name for name in files(out) if "/." in name]
    write_repository(edition(3), out)
    assert issue_at(out, tmp_path / "trust.sqlite") == 3


def test_folder_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("x", encoding="utf-8")
    with pytest.raises(TrustStoreError) as refusal:
        write_repository(edition(1), tmp_path)
    assert refusal.value.refusal is Refusal.TARGET_UNWRITABLE
    assert files(tmp_path) == {"thesis.txt"}


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]"])
def test_damaged_metadata_are_not_built_upon(tmp_path: Path, damage: bytes) -> None:
    write_repository(edition(1), tmp_path / "out")
    (tmp_path / "out" / TIMESTAMP).write_bytes(damage)
    with pytest.raises(TrustStoreError) as refusal:
        write_repository(edition(2), tmp_path / "out")
    assert refusal.value.refusal is Refusal.TARGET_UNWRITABLE
