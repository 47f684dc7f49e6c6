"""A publication as a plain folder: what an auditor's replay reads, without TUF."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from trust_store.publication import BLOCK_LIST, LIST_SIGNER, SIGNERS, STATUS, TRUST_LIST, Publication


def write_plain(publication: Publication, out: Path) -> None:
    shutil.rmtree(out, ignore_errors=True)
    for folder in (out, out / SIGNERS[0], out / STATUS[0]):
        folder.mkdir(parents=True)
    for name, content in files_of(publication).items():
        (out / name).write_bytes(content)


def files_of(publication: Publication) -> dict[str, bytes]:
    files = {TRUST_LIST: publication.trust_list, LIST_SIGNER: publication.list_signer}
    if publication.block_list is not None:
        files[BLOCK_LIST] = publication.block_list
    for (folder, suffix), contents in ((SIGNERS, publication.signers), (STATUS, publication.status_tokens)):
        files |= {f"{folder}/{hashlib.sha256(content).hexdigest()[:32]}{suffix}": content for content in contents}
    return files
