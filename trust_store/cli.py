"""The command `trust-store`: update a store, show what it holds. Exit codes: 0 done, 1 refused, 2 wrong use."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from credential.display import display_safe
from credential.language import Language
from trust_store.administration import (
    archive_store,
    import_status_file,
    import_vical_file,
    set_thresholds,
    sign_settings_file,
)
from trust_store.command_parts import AT, FILE, LANG, REFUSED, STORE, certificate_in, refuse
from trust_store.description import describe
from trust_store.options import ARCHIVE, ARCHIVE_MB
from trust_store.plain_files import read_plain
from trust_store.profile import Profile
from trust_store.refusal import TrustStoreError
from trust_store.screens import store_lines
from trust_store.storage import open_store


class Fingerprint(click.ParamType[bytes]):
    """The SHA-256 of a certificate in hexadecimal, with or without colons."""

    name = "HEX"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> bytes:
        """Read the 32 bytes."""
        if isinstance(value, bytes):
            return value
        digits = re.sub("[: ]", "", str(value))
        if re.fullmatch("[0-9a-fA-F]{64}", digits):
            return bytes.fromhex(digits)
        raise click.BadParameter("SHA-256: 64 x 0-9 a-f", ctx, param)


@click.group()
def cli() -> None:
    """Le magasin de confiance : qui l'on croit. / The trust store: whom we believe."""


@cli.command()
@STORE
@click.option("--root", type=FILE, required=True, help="La racine des mises à jour. / The root of updates (TUF).")
@click.option("--profile", type=click.Choice([each.value for each in Profile]), required=True)
@click.option("--administrator", type=FILE, help="Sa clé signera les réglages. / Its key will sign settings (PEM).")
@LANG
def create(*, store: Path, root: Path, profile: str, administrator: Path | None, lang: Language) -> None:
    """Crée un magasin vide qui ne croit qu'une racine. / Make an empty store that believes one root alone."""
    from trust_store.settings import MAX_KEY, read_administrator
    from trust_store.update_command import MAX_ROOT
    from trust_store.updating import create_pinned

    try:
        key = None if administrator is None else read_administrator(read_plain(administrator, MAX_KEY))
        create_pinned(store, Profile(profile), read_plain(root, MAX_ROOT), key)
        opened = open_store(store)
    except TrustStoreError as error:
        refuse(error, lang)
    for line in store_lines(opened, datetime.now(UTC), lang):
        click.echo(line)


@cli.command()
@click.argument("source")
@STORE
@click.option("--root", type=FILE, help="La racine d'un nouveau magasin. / The root (TUF) of a new store.")
@click.option("--profile", type=click.Choice([each.value for each in Profile]), help="test, production")
@click.option("--list-signer", type=FILE, help="Certificat attendu de l'éditeur. / The publisher's certificate.")
@click.option("--fingerprint", type=Fingerprint(), help="Son empreinte SHA-256. / Its SHA-256 fingerprint.")
@ARCHIVE
@ARCHIVE_MB
@AT
@LANG
def update(
    *,
    source: str,
    store: Path,
    root: Path | None,
    profile: str | None,
    list_signer: Path | None,
    fingerprint: bytes | None,
    archive: Path | None,
    archive_mb: int,
    at: datetime | None,
    lang: Language,
) -> None:
    """Installe une mise à jour, en entier ou pas du tout. / Install an update, whole or not at all.

    SOURCE : un dossier, une clé, file://, http(s)://. / A folder, a stick, file://, http(s)://.
    """
    from trust_store.update_command import First, Kept, run_update

    if list_signer is not None and fingerprint is not None:
        raise click.UsageError("--list-signer, --fingerprint: l'un des deux / one of the two")
    pin = fingerprint if list_signer is None else _fingerprint_of(list_signer)
    first = First(profile=None if profile is None else Profile(profile), root=root, pin=pin)
    kept = Kept(folder=archive, megabytes=archive_mb)
    sys.exit(run_update(store, source, at or datetime.now(UTC), lang, kept=kept, first=first))


@cli.command()
@STORE
@AT
@LANG
def doctor(*, store: Path, at: datetime | None, lang: Language) -> None:
    """Dit ce qui ne va pas, ou n'ira bientôt plus. / Say what is wrong, or will be. Exit status 1 if anything is."""
    from trust_store.doctor import AILMENTS, examine

    try:
        found = list(examine(open_store(store), at or datetime.now(UTC)))
    except TrustStoreError as error:
        refuse(error, lang)
    for diagnosis in found:
        click.echo(f"{AILMENTS[diagnosis.ailment].in_(lang)} [{display_safe(diagnosis.where)}]")
    if not found:
        click.echo({Language.FR: "rien à signaler", Language.EN: "nothing is wrong"}[lang])
    sys.exit(REFUSED if found else 0)


@cli.command()
@STORE
@click.option("--json", "as_json", is_flag=True, help="Pour un programme. / For a program.")
@AT
@LANG
def show(*, store: Path, as_json: bool, at: datetime | None, lang: Language) -> None:
    """Montre ce que tient un magasin, tout revérifié. / Show what a store holds, all of it verified again."""
    now = at or datetime.now(UTC)
    try:
        opened = open_store(store)
    except TrustStoreError as error:
        refuse(error, lang)
    if as_json:
        click.echo(json.dumps(describe(opened, now), indent=1, ensure_ascii=True))
        return
    for line in store_lines(opened, now, lang):
        click.echo(line)


def _fingerprint_of(path: Path) -> bytes:
    return hashlib.sha256(certificate_in(path, "--list-signer")).digest()


for _command in (set_thresholds, sign_settings_file, import_vical_file, import_status_file, archive_store):
    cli.add_command(_command)
