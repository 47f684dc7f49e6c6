"""Writing a publication into a folder, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from trust_store.publication import BLOCK_LIST, LIST_SIGNER, SIGNERS, STATUS, TRUST_LIST, Publication
from trust_store.refusal import Refusal, TrustStoreError


def write_directory(publication: Publication, out: Path) -> None:
    """Write `publication` as the folder `out`, replacing an older publication there.

    The new folder is complete and on the disk before it takes the name; between the two renames there is a moment
    without any, never one with a mixture. Raises `TrustStoreError` TARGET_UNWRITABLE: the disk refuses, or `out`
    holds something that is no publication (which is left as it is).
    """
    try:
        _require_ours(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as staging:
            fresh = Path(staging, "new")
            _write(publication, fresh)
            _exchange(out, fresh, Path(staging, "old"))
        _sync_folder(out.parent)
    except OSError as error:
        raise TrustStoreError(Refusal.TARGET_UNWRITABLE, f"{out.name}: {error.strerror or error}") from error


def _exchange(out: Path, fresh: Path, old: Path) -> None:
    if not out.exists():
        fresh.rename(out)
        return
    out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        old.rename(out)
        raise


def files_of(publication: Publication) -> dict[str, bytes]:
    """Name each file of a publication: certificates and tokens by their own SHA-256."""
    files = {TRUST_LIST: publication.trust_list, LIST_SIGNER: publication.list_signer}
    if publication.block_list is not None:
        files[BLOCK_LIST] = publication.block_list
    for (folder, suffix), contents in ((SIGNERS, publication.signers), (STATUS, publication.status_tokens)):
        files |= {f"{folder}/{hashlib.sha256(content).hexdigest()[:32]}{suffix}": content for content in contents}
    return files


def _require_ours(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise TrustStoreError(Refusal.TARGET_UNWRITABLE, f"{out.name}: a folder is wanted")
    if out.exists() and any(out.iterdir()) and not (out / TRUST_LIST).is_file():
        raise TrustStoreError(Refusal.TARGET_UNWRITABLE, f"{out.name}: holds files, but no {TRUST_LIST}; left as it is")


def _write(publication: Publication, fresh: Path) -> None:
    for folder in (fresh, fresh / SIGNERS[0], fresh / STATUS[0]):
        folder.mkdir()
    for name, content in files_of(publication).items():
        with (fresh / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    for folder in (fresh / SIGNERS[0], fresh / STATUS[0], fresh):
        _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk; Windows keeps them there by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
