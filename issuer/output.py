"""What a minted credential or a living code is written as: the file's ending decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from credential.claims import LicenceClaims
from credential.qr_text import unwrap
from issuer.artwork.attestation_sheet import VALID_MONTHS, AttestationSheet, FileState, PrintedCategory, months_after
from issuer.artwork.codes import CodeTextError, ErrorCorrection, qr_png, qr_svg
from issuer.licences import paris_date

if TYPE_CHECKING:
    from issuer.artwork.films import Shown
    from issuer.people import StatusWord

STILL: Final = (".png", ".svg", ".txt", ".cbor")
MOVING: Final = (".apng", ".avi")
PRINTED: Final = (*STILL, ".pdf")
FPS: Final = 8


class OutputError(Exception):
    """Nothing can be written as asked; the text says what, where and what to do."""


def require_target(path: Path, suffixes: Sequence[str]) -> None:
    """Make sure that a file can be written before anything is signed for it. Raises OutputError."""
    if path.suffix not in suffixes:
        raise OutputError(f"{path}: end the file's name in one of {', '.join(suffixes)}")
    if not path.parent.is_dir():
        raise OutputError(f"{path.parent}: there is no such folder; make it first")


def write_file(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all. Raises OutputError."""
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written ({error.strerror}); check the folder and its rights") from error


def still(text: str, suffix: str) -> bytes:
    """Return one code as PNG, SVG, text or CBOR. Raises OutputError."""
    if suffix == ".txt":
        return text.encode() + b"\n"
    if suffix == ".cbor":
        return unwrap(text)[1]
    try:
        if suffix == ".png":
            return qr_png(text, error=level(text))
        if suffix == ".svg":
            return qr_svg(text, error=level(text))
    except CodeTextError as error:
        raise OutputError(str(error)) from error
    raise OutputError(f"{suffix or 'no ending'}: end the file's name in one of {', '.join(STILL)}")


def level(text: str) -> ErrorCorrection:
    """Choose the error correction: M, but L for a code so large that M would pass what a camera reads (V25)."""
    return "M" if len(text) <= MAX_AT_M else "L"


MAX_AT_M: Final = 1451
"""Characters that a V25 symbol holds at level M in alphanumeric mode (ISO/IEC 18004 table 7)."""


def moving(codes: Sequence[str], companion: str | None, suffix: str, *, renewal: float) -> bytes:
    """Return the codes one after the other, as an animated PNG or a filmed video; the companion in turn."""
    from issuer.artwork.films import animation, film, hand_held

    shown = list(_shown(codes, companion, renewal))
    if suffix == ".apng":
        return animation([each.code_png for each in shown], seconds_per_code=renewal)
    return film(hand_held(shown, fps=FPS), fps=FPS)


def _shown(codes: Sequence[str], companion: str | None, renewal: float) -> list[Shown]:
    from issuer.artwork.films import Shown

    module = 6
    shown = [Shown(code_png=qr_png(text, error=level(text), module=module), seconds=renewal) for text in codes]
    if companion is not None:
        # The phone turns to its second code once, in the middle of the sequence; never in place of the only code.
        png = qr_png(companion, error=level(companion), module=module)
        middle = len(shown) // 2
        shown[middle + (middle == 0) : middle + 1] = [Shown(code_png=png, seconds=renewal)]
    return shown


def printed(text: str, claims: LicenceClaims, status: StatusWord) -> bytes:
    """Return the printed attestation, A4. `status` is the register's word on the day of issue."""
    from issuer.artwork.attestation_pdf import attestation_pdf

    return attestation_pdf(sheet_of(text, claims, status))


def sheet_of(text: str, claims: LicenceClaims, status: StatusWord) -> AttestationSheet:
    """Put together what stands on the page. Raises OutputError for a record that no attestation is made of."""
    try:
        state = FileState(status.value)
    except ValueError as error:
        raise OutputError(f"status {status.value}: no attestation is printed for such a record") from error
    issued = paris_date(claims.iat)
    return AttestationSheet(
        family_name=claims.family_name_national_character or claims.family_name,
        given_name=claims.given_name_national_character or claims.given_name,
        usage_name=claims.usage_name,
        birth_date=claims.birth_date,
        birth_date_as_printed=claims.birth_date_as_printed,
        birth_place=claims.birth_place or "",
        document_number=claims.document_number,
        administrative_number=claims.administrative_number or "",
        issuing_authority=claims.issuing_authority,
        issuing_country=claims.issuing_country,
        categories=tuple(
            PrintedCategory(category=each.category, granted=each.issue_date, expires=each.expiry_date, codes=each.codes)
            for each in claims.driving_privileges
        ),
        common_codes=claims.codes_all_categories,
        state=state,
        issued=issued,
        valid_until=months_after(issued, VALID_MONTHS),
        code_text=text,
        code_error=level(text),
        portrait=claims.portrait,
    )


def now() -> datetime:
    """The wall clock, which only the program's edge asks."""
    return datetime.now(UTC)
