"""Cases as files: one JSON object a line for texts (`.jsonl`), one CBOR map for a case with its bytes (`.case`).

A `.case` is the CBOR map ``{"case": the JSON object as text, "recording": bytes}``, the bytes left out where the case
is of texts. Both are read strictly; what is not understood is a `CaseError`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from credential import cbor
from credential.moments import parse_moment
from credential.reason import CredentialError, Outcome, Reason
from verifier.entitlement.context import UNKNOWN_CONTEXT
from verifier.entitlement.vocabulary import StatementError
from verifier.replay.case import Case, CaseError, Expectation, Recording
from verifier.replay.statement import context_json, context_of, vehicle_json, vehicle_of
from verifier.scan import PastPresentation

MAX_LINE: Final = 256 * 1024
"""Bytes of one case as JSON."""
MAX_RECORDING: Final = 64 << 20
"""Bytes of one recording inside a case or an archive: a film of half a minute."""
_NAMES: Final = frozenset(
    {"id", "now", "trust", "texts", "recording", "floor", "vehicle", "context", "nonce", "earlier", "expect"}
)
_REQUIRED: Final = frozenset({"id", "now", "trust"})
_EXPECTED: Final = frozenset({"outcome", "reasons", "digest"})


_read_moment: Final = lru_cache(1024)(parse_moment)
"""Scans of one moment come together."""


def case_json(case: Case) -> dict[str, Any]:
    """Write a case as a JSON object; of a recording only the name."""
    content: dict[str, Any] = {"id": case.id, "now": _moment(case.now), "trust": case.trust}
    if case.texts:
        content["texts"] = list(case.texts)
    if case.recording is not None:
        content["recording"] = case.recording.name
    if case.floor is not None:
        content["floor"] = _moment(case.floor)
    if case.vehicle is not None:
        content["vehicle"] = vehicle_json(case.vehicle)
    if case.context != UNKNOWN_CONTEXT:
        content["context"] = context_json(case.context)
    if case.nonce is not None:
        content["nonce"] = case.nonce
    if case.earlier:
        content["earlier"] = [[past.iat, past.seconds_ago] for past in case.earlier]
    if case.expectation is not None:
        content["expect"] = _expectation_json(case.expectation)
    return content


def case_of(content: object, recording: bytes | None = None) -> Case:
    """Read what `case_json` writes. Raises CaseError."""
    if not isinstance(content, dict) or not _REQUIRED <= content.keys() <= _NAMES:
        raise CaseError(f"a case is an object of {', '.join(sorted(_REQUIRED))} and some of {', '.join(_optional())}")
    try:
        return Case(
            id=_text(content, "id"),
            now=_read_moment(_text(content, "now")),
            trust=_text(content, "trust"),
            texts=tuple(_texts(content.get("texts", []))),
            recording=_recording(content, recording),
            floor=parse_moment(_text(content, "floor")) if "floor" in content else None,
            vehicle=vehicle_of(content["vehicle"]) if "vehicle" in content else None,
            context=context_of(content["context"]) if "context" in content else UNKNOWN_CONTEXT,
            nonce=_text(content, "nonce") if "nonce" in content else None,
            earlier=tuple(_earlier(each) for each in content.get("earlier", [])),
            expectation=_expectation(content["expect"]) if "expect" in content else None,
        )
    except CaseError:
        raise
    except (StatementError, KeyError, ValueError, TypeError, OverflowError) as error:
        raise CaseError(f"a case that is not well formed: {type(error).__name__}, {error}") from error


def line_of(case: Case) -> bytes:
    """Write a case of texts as one line, with its end."""
    if case.recording is not None:
        raise CaseError("a recording does not go into a line: write a .case")
    return json.dumps(case_json(case), ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def case_of_line(line: bytes) -> Case:
    """Read one line. Raises CaseError."""
    if len(line) > MAX_LINE:
        raise CaseError(f"a line of more than {MAX_LINE} bytes: one case a line")
    return case_of(_loads(line))


def encode_case(case: Case) -> bytes:
    """Write a `.case`."""
    text = json.dumps(case_json(case), ensure_ascii=True)
    data: dict[str, object] = {"case": text}
    if case.recording is not None:
        data["recording"] = case.recording.data
    return cbor.encode(data)


def decode_case(data: bytes) -> Case:
    """Read a `.case`. Raises CaseError."""
    try:
        content = cbor.decode(data, limit=MAX_LINE + MAX_RECORDING)
    except CredentialError as error:
        raise CaseError(f"no .case file: {error.detail}") from error
    if not isinstance(content, dict) or not {"case"} <= content.keys() <= {"case", "recording"}:
        raise CaseError("no .case file: a map of case and recording is wanted")
    text, recording = content["case"], content.get("recording")
    if not isinstance(text, str) or not isinstance(recording, bytes | None) or len(text) > MAX_LINE:
        raise CaseError("no .case file: case is text, recording bytes")
    return case_of(_loads(text.encode()), recording)


def _loads(line: bytes) -> object:
    try:
        return _DECODER.decode(line.decode(json.detect_encoding(line), "surrogatepass"))  # as json.loads decodes
    except (ValueError, RecursionError) as error:
        raise CaseError("a line that is no JSON") from error


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number of JSON")


_DECODER: Final = json.JSONDecoder(parse_constant=_no_number)
"""Made once: `json.loads` would make one for each line."""


def _optional() -> list[str]:
    return sorted(_NAMES - _REQUIRED)


def _text(content: Mapping[str, object], name: str) -> str:
    value = content[name]
    if not isinstance(value, str):
        raise CaseError(f"{name} is no text")
    return value


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise CaseError("texts is no list of texts")
    return value


def _recording(content: Mapping[str, object], data: bytes | None) -> Recording | None:
    if ("recording" in content) != (data is not None):
        raise CaseError("a recording has a name and bytes: they come in a .case")
    return None if data is None else Recording(name=_text(content, "recording"), data=data)


def _earlier(value: object) -> PastPresentation:
    match value:
        case [int(iat), int(ago) | float(ago)] if type(iat) is int and type(ago) is not bool:
            return PastPresentation(iat=iat, seconds_ago=float(ago))
        case _:
            raise CaseError("earlier: pairs of iat and seconds ago")


def _expectation_json(expectation: Expectation) -> dict[str, Any]:
    content: dict[str, Any] = {
        "outcome": expectation.outcome.value,
        "reasons": [reason.value for reason in expectation.reasons],
    }
    return content if expectation.digest is None else {**content, "digest": expectation.digest}


def _expectation(value: object) -> Expectation:
    content: dict[str, object] = value if isinstance(value, dict) else {}
    outcome, reasons, digest = content.get("outcome"), content.get("reasons"), content.get("digest")
    if not isinstance(outcome, str) or not isinstance(reasons, list) or not content.keys() <= _EXPECTED:
        raise CaseError("expect: an object of outcome, reasons and, where it is known, digest")
    if digest is not None and not isinstance(digest, str):
        raise CaseError("expect: the digest is no text")
    read = _read_words(outcome, tuple(map(str, reasons)))
    return Expectation(outcome=read[0], reasons=read[1], digest=digest)


@lru_cache(1024)
def _read_words(outcome: str, reasons: tuple[str, ...]) -> tuple[Outcome, tuple[Reason, ...]]:
    """Read what was said: millions of scans come to a few hundred of these. Raises ValueError or KeyError."""
    read = tuple(Reason[reason] for reason in reasons)
    return Outcome(outcome), read


def _moment(moment: datetime) -> str:
    """RFC 3339 in UTC, with the fraction of a second: a verdict can turn on it."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
