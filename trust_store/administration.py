"""What an administrator brings to a store by hand: thresholds and foreign lists; and what is kept of it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from credential.display import display_safe
from credential.language import Language
from trust_store.command_parts import (
    AT,
    FILE,
    LANG,
    STORE,
    archiving,
    certificate_in,
    private_key_in,
    refuse,
)
from trust_store.options import ARCHIVE, ARCHIVE_MB
from trust_store.plain_files import read_plain
from trust_store.refusal import TrustStoreError
from trust_store.screens import shard_line, vical_lines


@click.command(name="set")
@click.argument("settings", metavar="FILE.toml", type=FILE)
@STORE
@ARCHIVE
@ARCHIVE_MB
@LANG
def set_thresholds(*, settings: Path, store: Path, archive: Path | None, archive_mb: int, lang: Language) -> None:
    """Règle les seuils d'ancienneté. / Set how old the data may be: an administrator's file, owned or signed."""
    from trust_store.settings import MAX_MESSAGE, require_administrators, take_in
    from trust_store.storage import open_store, read_holdings, rewrite

    try:
        is_signed = read_holdings(store).administrator is not None
        owned = None if is_signed else partial(require_administrators, settings, store)
        content = read_plain(settings, MAX_MESSAGE, owned)
        with archiving(store, archive, archive_mb, lang):
            rewrite(store, lambda held: take_in(held, content))
        limits = open_store(store).staleness
    except TrustStoreError as error:
        refuse(error, lang)
    click.echo(json.dumps(asdict(limits)))


@click.command(name="sign-settings")
@click.argument("settings", metavar="FILE.toml", type=FILE)
@click.option("--key", "key_file", type=FILE, required=True, help="La clé privée, PEM. / The private key, PEM.")
@click.option("--out", type=FILE, required=True, help="Le fichier signé. / The signed file.")
@LANG
def sign_settings_file(*, settings: Path, key_file: Path, out: Path, lang: Language) -> None:
    """Signe des réglages pour `trust-store set`. / Sign settings, for stores made with --administrator."""
    from trust_store.settings import MAX_KEY, sign_settings
    from trust_store.staleness import MAX_SETTINGS

    try:
        signed = sign_settings(read_plain(settings, MAX_SETTINGS), private_key_in(read_plain(key_file, MAX_KEY)))
    except TrustStoreError as error:
        refuse(error, lang)
    try:
        out.write_bytes(signed)
    except OSError as error:
        raise click.UsageError(f"--out: {display_safe(out.name)}: {error.strerror}") from error
    click.echo(f"{display_safe(out.name)}: {len(signed)}")


@click.command(name="import-vical")
@click.argument("source", metavar="FILE", type=FILE)
@STORE
@click.option("--root", type=FILE, required=True, help="Le certificat racine du fournisseur. / The provider's root.")
@click.option("--country", "countries", multiple=True, metavar="XX", help="Ces pays seuls. / These countries only.")
@click.option("--strict", is_flag=True, help="Rien hors de l'annexe B. / Nothing that deviates from Annex B.")
@ARCHIVE
@ARCHIVE_MB
@AT
@LANG
def import_vical_file(
    *,
    source: Path,
    store: Path,
    root: Path,
    countries: tuple[str, ...],
    strict: bool,
    archive: Path | None,
    archive_mb: int,
    at: datetime | None,
    lang: Language,
) -> None:
    """Prend une liste étrangère (VICAL). / Take in a foreign list (ISO/IEC 18013-5 Annex C)."""
    from trust_store.fields import MAX_LIST
    from trust_store.foreign import import_vical
    from trust_store.vical import VicalTerms

    terms = VicalTerms(root=certificate_in(root, "--root"), countries=countries, is_strict=strict)
    try:
        with archiving(store, archive, archive_mb, lang):
            vical = import_vical(store, read_plain(source, MAX_LIST), terms, at or datetime.now(UTC))
    except TrustStoreError as error:
        refuse(error, lang)
    for line in vical_lines(vical, lang):
        click.echo(line)


@click.command(name="import-status")
@click.argument("source", metavar="FILE", type=FILE)
@STORE
@click.option("--signer", type=FILE, help="Certificat de qui l'a signée. / The certificate of who signed it.")
@ARCHIVE
@ARCHIVE_MB
@AT
@LANG
def import_status_file(
    *,
    source: Path,
    store: Path,
    signer: Path | None,
    archive: Path | None,
    archive_mb: int,
    at: datetime | None,
    lang: Language,
) -> None:
    """Prend une liste d'état d'un autre État. / Take in a status list that another State publishes."""
    from credential.status_list import MAX_TOKEN
    from trust_store.foreign_status import import_status
    from trust_store.storage import open_store

    certificate = None if signer is None else certificate_in(signer, "--signer")
    now = at or datetime.now(UTC)
    try:
        with archiving(store, archive, archive_mb, lang):
            shard = import_status(store, read_plain(source, MAX_TOKEN), certificate, now)
        limits = open_store(store).staleness
    except TrustStoreError as error:
        refuse(error, lang)
    click.echo(shard_line(shard, limits, now, lang))


@click.command(name="archive")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))
@STORE
@LANG
def archive_store(*, folder: Path, store: Path, lang: Language) -> None:
    """Garde l'état du magasin pour rejouer plus tard. / Keep the store's state, to replay scans later."""
    from trust_store.archiving import archive_once
    from trust_store.storage import open_store

    try:
        open_store(store)  # an archive is of stores that verify
        click.echo(archive_once(store, folder))
    except TrustStoreError as error:
        refuse(error, lang)
