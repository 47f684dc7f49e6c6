"""Writing the catalogue: scans, the trust data they are judged against, the people, and an index for readers."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from issuer.people import RegistryStatus, StatusWord
from issuer.samples.case import Case
from issuer.samples.entitled import entitled
from issuer.samples.genuine import genuine
from issuer.samples.refused import refused
from issuer.samples.scene import NOW, PUBLISHED, SEED, Scene, people_json, sample_people
from issuer.samples.titled import titled
from issuer.samples.undetermined import undetermined

if TYPE_CHECKING:
    from issuer.people import Person

FOLDERS: Final = ("scans", "trust")
PICTURES: Final = frozenset({".png", ".jpg", ".pdf", ".avi", ".cbor"})
"""What `issuer.samples.pictures` makes, the message in bytes included."""


def write_catalogue(out: Path, *, pictures: bool = True) -> int:
    """Write everything under `out`, replacing what was there; returns the number of samples.

    Without `pictures` those already there stay as they are: texts do not depend on image libraries, pictures do.
    """
    shutil.rmtree(out / "trust", ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        cases = list(_cases(Path(folder), out, pictures))
    scans = out / "scans"
    _clear(scans, pictures)
    for case in cases:
        for name, content in case.files().items():
            (scans / name).write_bytes(content)
    (out / "people.json").write_bytes(people_json())
    (out / "INDEX.md").write_text(_index(scans), encoding="utf-8")
    return len(cases)


def cast() -> tuple[Person, ...]:
    """The people of the samples, with three doubles whose status no one else has."""
    people = sample_people()
    by_id = {person.id: person for person in people}
    doubles = (
        replace(by_id["P23"], id="P23b", registry_status=_status(StatusWord.LOST_OR_STOLEN)),
        replace(by_id["P19"], id="P19b", registry_status=_status(StatusWord.INVALID)),
        replace(by_id["P25"], id="P25u"),
    )
    return (*people, *doubles)


def _status(word: StatusWord) -> RegistryStatus:
    return RegistryStatus(word=word, details={"status": word.value})


def _cases(folder: Path, out: Path, with_pictures: bool) -> Iterator[Case]:
    scene = Scene(folder / "office", cast())
    stranger = Scene(folder / "stranger", sample_people(), SEED + " stranger")
    yield from genuine(scene)
    yield from refused(scene)
    yield from undetermined(scene, stranger)
    yield from entitled(scene)
    yield from titled(scene)
    if with_pictures:
        from issuer.samples.pictures import pictures

        yield from pictures(scene, stranger)
    odd = {"P25u": 9}
    scene.publish(out / "trust" / "main", PUBLISHED, odd)
    scene.office.block(scene.office.document_signer("FR", NOW).certificate)
    scene.publish(out / "trust" / "blocked", NOW, odd)


def _clear(scans: Path, with_pictures: bool) -> None:
    """Take away the old samples; pictures stay where they are not drawn again."""
    scans.mkdir(parents=True, exist_ok=True)
    for path in scans.iterdir():
        is_picture = Path(path.name.removesuffix(".expect")).suffix in PICTURES
        if with_pictures or not is_picture:
            path.unlink()


def _index(scans: Path) -> str:
    """List every sample with what it expects, for people who look into the folder."""
    lines = ["# Sample scans", "", "All of it is SPECIMEN. Written by `issuer samples`; not edited by hand.", ""]
    lines += ["| sample | expected | what it is |", "| --- | --- | --- |"]
    for path in sorted(scans.iterdir()):
        if path.suffix not in (".sample", ".expect"):
            continue
        header = dict(line.split(": ", 1) for line in path.read_text(encoding="utf-8").split("\n\n")[0].splitlines())
        lines.append(f"| {path.name.removesuffix('.expect')} | {header['expect']} | {header['comment']} |")
    return "\n".join(lines) + "\n"
