"""The command `trust-store`: update a store, show what it holds. Exit codes: 0 done, 1 refused, 2 wrong use."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NoReturn

import click

from credential.display import display_safe
from credential.language import Language
from trust_store.certificate import CertificateError, read_certificate
from trust_store.description import describe
from trust_store.options import Moment
from trust_store.plain_files import read_plain
from trust_store.profile import Profile
from trust_store.refusal import TrustStoreError
from trust_store.screens import report_lines, store_lines, vical_lines
from trust_store.sources import open_source
from trust_store.storage import open_store
from trust_store.words import PROFILES, refusal_line

REFUSED: Final = 1
_FILE: Final = click.Path(path_type=Path, dir_okay=False)
MAX_ROOT: Final = 64 << 10


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


def _language(_context: click.Context, _parameter: click.Parameter, value: str) -> Language:
    return Language(value)


_lang = click.option(
    "--lang", type=click.Choice([each.value for each in Language]), default="fr", callback=_language, help="fr, en"
)
_store = click.option("--store", type=_FILE, required=True, help="Le magasin, un fichier. / The store, one file.")
_at = click.option("--at", type=Moment(), help="L'heure à supposer. / The time to assume, instead of the clock's.")


@click.group()
def cli() -> None:
    """Le magasin de confiance : qui l'on croit. / The trust store: whom we believe."""


@cli.command()
@_store
@click.option("--root", type=_FILE, required=True, help="La racine des mises à jour. / The root of updates (TUF).")
@click.option("--profile", type=click.Choice([each.value for each in Profile]), required=True)
@_lang
def create(*, store: Path, root: Path, profile: str, lang: Language) -> None:
    """Crée un magasin vide qui ne croit qu'une racine. / Make an empty store that believes one root alone."""
    from trust_store.updating import create_pinned

    try:
        create_pinned(store, Profile(profile), read_plain(root, MAX_ROOT))
        opened = open_store(store)
    except TrustStoreError as error:
        _refuse(error, lang)
    for line in store_lines(opened, datetime.now(UTC), lang):
        click.echo(line)


@cli.command()
@click.argument("source")
@_store
@click.option("--root", type=_FILE, help="La racine d'un nouveau magasin. / The root (TUF) of a new store.")
@click.option("--profile", type=click.Choice([each.value for each in Profile]), help="test, production")
@click.option("--list-signer", type=_FILE, help="Certificat attendu de l'éditeur. / The publisher's certificate.")
@click.option("--fingerprint", type=Fingerprint(), help="Son empreinte SHA-256. / Its SHA-256 fingerprint.")
@_at
@_lang
def update(
    *,
    source: str,
    store: Path,
    root: Path | None,
    profile: str | None,
    list_signer: Path | None,
    fingerprint: bytes | None,
    at: datetime | None,
    lang: Language,
) -> None:
    """Installe une mise à jour, en entier ou pas du tout. / Install an update, whole or not at all.

    SOURCE : un dossier, une clé, file://, http(s)://. / A folder, a stick, file://, http(s)://.
    """
    from trust_store.updating import update as update_store

    if list_signer is not None and fingerprint is not None:
        raise click.UsageError("--list-signer, --fingerprint: l'un des deux / one of the two")
    pin = fingerprint if list_signer is None else _fingerprint_of(list_signer)
    now = at or datetime.now(UTC)
    try:
        chosen = _profile(store, profile, root, lang)
        first_root = None if root is None else read_plain(root, MAX_ROOT)
        report = update_store(store, open_source(source), now, chosen, first_root=first_root, pin=pin)
    except TrustStoreError as error:
        _refuse(error, lang)
    for line in report_lines(report, lang):
        click.echo(line)


@cli.command()
@_store
@_at
@_lang
def doctor(*, store: Path, at: datetime | None, lang: Language) -> None:
    """Dit ce qui ne va pas, ou n'ira bientôt plus. / Say what is wrong, or will be. Exit status 1 if anything is."""
    from trust_store.doctor import AILMENTS, examine

    try:
        found = list(examine(open_store(store), at or datetime.now(UTC)))
    except TrustStoreError as error:
        _refuse(error, lang)
    for diagnosis in found:
        click.echo(f"{AILMENTS[diagnosis.ailment].in_(lang)} [{display_safe(diagnosis.where)}]")
    if not found:
        click.echo({Language.FR: "rien à signaler", Language.EN: "nothing is wrong"}[lang])
    sys.exit(REFUSED if found else 0)


@cli.command(name="set")
@click.argument("settings", metavar="FILE.toml", type=_FILE)
@_store
@_lang
def set_thresholds(*, settings: Path, store: Path, lang: Language) -> None:
    """Règle les seuils d'ancienneté. / Set how old the data may be (an administrator's file)."""
    from trust_store.staleness import MAX_SETTINGS, parse_settings
    from trust_store.storage import rewrite

    try:
        content = read_plain(settings, MAX_SETTINGS)
        limits = parse_settings(content)
        rewrite(store, lambda held: (replace(held, settings=content), None))
    except TrustStoreError as error:
        _refuse(error, lang)
    click.echo(json.dumps(asdict(limits)))


@cli.command(name="import-vical")
@click.argument("source", metavar="FILE", type=_FILE)
@_store
@click.option("--root", type=_FILE, required=True, help="Le certificat racine du fournisseur. / The provider's root.")
@click.option("--country", "countries", multiple=True, metavar="XX", help="Ces pays seuls. / These countries only.")
@click.option("--strict", is_flag=True, help="Rien hors de l'annexe B. / Nothing that deviates from Annex B.")
@_at
@_lang
def import_vical_file(
    *,
    source: Path,
    store: Path,
    root: Path,
    countries: tuple[str, ...],
    strict: bool,
    at: datetime | None,
    lang: Language,
) -> None:
    """Prend une liste étrangère (VICAL). / Take in a foreign list (ISO/IEC 18013-5 Annex C)."""
    from trust_store.fields import MAX_LIST
    from trust_store.foreign import import_vical
    from trust_store.vical import VicalTerms

    terms = VicalTerms(root=_certificate(root, "--root"), countries=countries, is_strict=strict)
    try:
        vical = import_vical(store, read_plain(source, MAX_LIST), terms, at or datetime.now(UTC))
    except TrustStoreError as error:
        _refuse(error, lang)
    for line in vical_lines(vical, lang):
        click.echo(line)


@cli.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))
@_store
@_lang
def archive(*, folder: Path, store: Path, lang: Language) -> None:
    """Garde l'état du magasin pour rejouer plus tard. / Keep the store's state, to replay scans later."""
    from trust_store.archive import keep
    from trust_store.storage import read_holdings

    try:
        open_store(store)  # an archive is of stores that verify
        click.echo(keep(read_holdings(store), folder))
    except TrustStoreError as error:
        _refuse(error, lang)


@cli.command()
@_store
@click.option("--json", "as_json", is_flag=True, help="Pour un programme. / For a program.")
@_at
@_lang
def show(*, store: Path, as_json: bool, at: datetime | None, lang: Language) -> None:
    """Montre ce que tient un magasin, tout revérifié. / Show what a store holds, all of it verified again."""
    now = at or datetime.now(UTC)
    try:
        opened = open_store(store)
    except TrustStoreError as error:
        _refuse(error, lang)
    if as_json:
        click.echo(json.dumps(describe(opened, now), indent=1, ensure_ascii=True))
        return
    for line in store_lines(opened, now, lang):
        click.echo(line)


def _profile(store: Path, asked: str | None, root: Path | None, lang: Language) -> Profile:
    """Choose the profile: that of the store; of a new one what is asked for, else test, said aloud."""
    if store.exists():
        return Profile(asked) if asked else open_store(store).profile
    profile = Profile(asked or Profile.TEST.value)
    if profile is Profile.PRODUCTION and root is None:
        # Whoever brings the first stick would otherwise choose whom a production terminal believes.
        raise click.UsageError("--profile production: --root")
    if profile is Profile.TEST:
        click.echo(f"*** {PROFILES[profile].in_(lang)} ***", err=True)
    return profile


def _fingerprint_of(path: Path) -> bytes:
    return hashlib.sha256(_certificate(path, "--list-signer")).digest()


def _certificate(path: Path, option: str) -> bytes:
    """Read a certificate in DER or PEM, as DER."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        content = path.read_bytes()
        if content.startswith(b"-----BEGIN"):
            content = x509.load_pem_x509_certificate(content).public_bytes(Encoding.DER)
        read_certificate(content)
    except (OSError, CertificateError, ValueError) as error:
        raise click.UsageError(f"{option}: {display_safe(path.name)}: {type(error).__name__}") from error
    return content


def _refuse(error: TrustStoreError, lang: Language) -> NoReturn:
    click.echo(refusal_line(error.refusal, display_safe(error.detail), lang), err=True)
    sys.exit(REFUSED)
