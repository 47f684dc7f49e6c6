"""CBOR (RFC 8949), read strictly: one meaning, one encoding.

Rules, all checked before any signature is looked at:

1. The input is within its size limit.
2. Definite lengths, no duplicate keys, at most ``MAX_DEPTH`` levels (cbor2's own switches).
3. Only the tags that the caller names; none of cbor2's built-in tag decoders ever runs.
4. Only int, str, bytes, bool, None, list, dict; no floats, no bignums, no undefined, no other simple values.
5. Map keys are exactly int or str. In Python ``True == 1 == 1.0``, so a look-up would find them: types are compared.
6. Encoding the result again gives the input: no trailing bytes, shortest forms only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NoReturn

import cbor2
from cbor2 import CBORDecodeError, CBORSimpleValue, CBORTag, frozendict

from credential.reason import CredentialError, Reason

__all__ = ["ARRAYS", "MAPS", "MAX_DEPTH", "MAX_MESSAGE", "REDACTED_KEYS", "CBORTag", "decode", "encode", "encode_bytes"]

MAX_MESSAGE: Final = 4096
"""Bytes of one scanned message. A V40-L symbol carries 2,861 bytes as Base45 (DESIGN section 2)."""
MAX_DEPTH: Final = 16
"""Levels of nesting; the SD-CWT draft names 16 as the depth beyond which a verifier may refuse."""
REDACTED_KEYS: Final = CBORSimpleValue(59)
"""The map key under which SD-CWT lists the hashes of redacted claims."""

MAPS: Final = (dict, frozendict)
"""The types in which `decode` returns a map; inside a tag it is the frozen one."""
ARRAYS: Final = (list, tuple)
"""The types in which `decode` returns an array; inside a tag it is the frozen one."""

# Every tag for which cbor2 6.3 has a decoder of its own. All are refused, but for those a caller allows, which
# stay plain CBORTag objects. A tag unknown to this list reaches `_refuse_tag` or fails the type check.
_BUILT_IN_TAGS: Final = (
    *(0, 1, 2, 3, 4, 5, 25, 28, 29, 30, 35, 36, 37, 52, 54, 100),
    *(256, 258, 260, 261, 1004, 43000, 55799),
)
_LEAVES: Final = frozenset({int, str, bytes, bool, type(None)})


def decode(data: bytes, *, limit: int = MAX_MESSAGE, tags: frozenset[int] = frozenset(), redacted: bool = False) -> Any:  # noqa: ANN401 - what a stranger encoded; the caller checks the type of each part it takes
    """Decode one item that must fill `data` exactly.

    Maps come as dict (or cbor2's frozendict inside a tag or key), arrays as list or tuple, tags in `tags` as
    `CBORTag`. `redacted` admits the map key simple(59) of SD-CWT. Raises `CredentialError`: TOO_LARGE or MALFORMED.
    """
    if len(data) > limit:
        raise CredentialError(Reason.TOO_LARGE, f"{len(data)} bytes of CBOR where at most {limit} are read")
    try:
        value = (_LOADERS.get(tags) or _loader(tags))(data)
        _require_plain(value, redacted)
        again = cbor2.dumps(value)
    except CredentialError:
        raise
    except (CBORDecodeError, cbor2.CBOREncodeError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise CredentialError(Reason.MALFORMED, f"CBOR: {type(error).__name__}") from error
    if again != data:
        raise CredentialError(Reason.MALFORMED, "CBOR: not the one shortest encoding, or bytes after the end")
    return value


def encode(value: object) -> bytes:
    """Encode `value` so that `decode` accepts it: definite lengths, shortest forms, keys in the order given."""
    return cbor2.dumps(value)


def encode_bytes(content: bytes) -> bytes:
    """Encode a byte string: its CBOR head and `content`. The hot path's short cut for ``encode(content)``."""
    size = len(content)
    if size < 24:
        return bytes((0x40 | size,)) + content
    if size < 256:
        return bytes((0x58, size)) + content
    return b"\x59" + size.to_bytes(2, "big") + content if size < 65536 else cbor2.dumps(content)


def _require_plain(value: object, redacted: bool) -> None:
    """Refuse every type that rules 4 and 5 do not name. Recursion is bounded by MAX_DEPTH."""
    kind = type(value)
    if kind in _LEAVES:
        return
    if kind in MAPS:
        for key, item in value.items():  # type: ignore[attr-defined] # `kind` says that it is a map
            key_kind = type(key)
            if key_kind is not int and key_kind is not str and not (redacted and key == REDACTED_KEYS):
                raise CredentialError(Reason.MALFORMED, f"CBOR: a map key of type {key_kind.__name__}")
            if type(item) not in _LEAVES:
                _require_plain(item, redacted)
    elif kind in ARRAYS:
        for item in value:  # type: ignore[attr-defined] # `kind` says that it is an array
            if type(item) not in _LEAVES:
                _require_plain(item, redacted)
    elif kind is CBORTag:
        _require_plain(value.value, redacted)  # type: ignore[attr-defined] # `kind` says that it is a tag
    else:
        raise CredentialError(Reason.MALFORMED, f"CBOR: a value of type {kind.__name__}")


def _refuse_tag(*_: object) -> NoReturn:
    raise CredentialError(Reason.MALFORMED, "CBOR: a tag that has no place here")


def _keep(number: int) -> Callable[[object, bool], CBORTag]:
    def keep(content: object, _immutable: bool) -> CBORTag:
        return CBORTag(number, content)

    return keep


_LOADERS: Final[dict[frozenset[int], Callable[[bytes], Any]]] = {}


def _loader(tags: frozenset[int]) -> Callable[[bytes], Any]:
    """Make the reader for one set of allowed tags, once."""

    def hook(tag: CBORTag, _immutable: bool) -> object:
        return tag if tag.tag in tags else _refuse_tag()

    _LOADERS[tags] = partial(
        cbor2.loads,
        tag_hook=hook,
        semantic_decoders={number: _keep(number) if number in tags else _refuse_tag for number in _BUILT_IN_TAGS},
        max_depth=MAX_DEPTH,
        allow_indefinite=False,
        allow_duplicate_keys=False,
    )
    return _LOADERS[tags]
