"""Writing a repository into a folder so that a reader meets the old edition or the new one, never a mixture.

Every file but one has a name of its own for each content, so new ones come beside the old. The one is
``metadata/timestamp.json``: it is replaced last, in one rename. Then what neither this edition nor the one before it
names is taken away; a reader that began before the rename still finds all of its files.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from trust_store.refusal import Refusal, TrustStoreError

TIMESTAMP: Final = "metadata/timestamp.json"


def write_repository(files: Mapping[str, bytes], out: Path) -> None:
    """Make `files` the current edition of the repository at `out`. Raises `TrustStoreError` TARGET_UNWRITABLE.

    Files named by the edition before stay; all others of the repository go.
    """
    try:
        _require_ours(out)
        before = current_files(out)
        for name, content in files.items():
            if name != TIMESTAMP:
                _write(out / name, content)
        _replace(out / TIMESTAMP, files[TIMESTAMP])
        _prune(out, {*files, *before})
    except OSError as error:
        raise TrustStoreError(Refusal.TARGET_UNWRITABLE, f"{out.name}: {error.strerror or error}") from error


def current_files(out: Path) -> dict[str, bytes]:
    """Read the metadata of the edition at `out`, and name its targets (whose contents are not read: empty).

    Roots are all of them. Returns nothing where there is no edition. Raises `TrustStoreError` TARGET_UNWRITABLE for
    a repository that is damaged.
    """
    from issuer.tuf_repository import DamagedMetadataError, RoleName, metadata_paths, targets_of

    if not (out / TIMESTAMP).exists():
        return {}
    files = {TIMESTAMP: (out / TIMESTAMP).read_bytes()}
    files |= {f"metadata/{path.name}": path.read_bytes() for path in (out / "metadata").glob("*.root.json")}
    try:
        paths = metadata_paths(files[TIMESTAMP], lambda name: (out / name).read_bytes())
        files |= {path: (out / path).read_bytes() for path in paths.values()}
        for role in (RoleName.TARGETS, RoleName.DAILY):
            files |= dict.fromkeys(targets_of(files[paths[role]]).values(), b"")
    except (DamagedMetadataError, KeyError, ValueError) as error:
        detail = f"{out.name}: its metadata are damaged; remove the folder and publish again"
        raise TrustStoreError(Refusal.TARGET_UNWRITABLE, detail) from error
    return files


def _require_ours(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise TrustStoreError(Refusal.TARGET_UNWRITABLE, f"{out.name}: a folder is wanted")
    begun = out / "metadata" / "1.root.json"
    if out.exists() and any(out.iterdir()) and not begun.is_file():
        raise TrustStoreError(Refusal.TARGET_UNWRITABLE, f"{out.name}: holds files, but no repository; left as it is")


def _write(path: Path, content: bytes) -> None:
    """Put a file in place whole; one that is there with this content stays."""
    if path.exists() and path.read_bytes() == content:
        return
    _replace(path, content)


def _replace(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise
    _sync_folder(path.parent)


def _prune(out: Path, wanted: set[str]) -> None:
    """Take away what no edition names. Only our own two folders are looked at."""
    for part in ("metadata", "targets"):
        for path in (out / part).rglob("*"):
            if path.is_file() and path.relative_to(out).as_posix() not in wanted:
                path.unlink()


def _sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk; Windows keeps them there by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
