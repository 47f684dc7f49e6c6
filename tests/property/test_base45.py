"""Base45: the arithmetic on all groups at once against a plain loop, and RFC 9285's own examples."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credential import base45
from credential.base45 import ALPHABET

VALUES = {character: value for value, character in enumerate(ALPHABET)}


def loop_decode(text: str) -> bytes:
    """RFC 9285 section 4, one group after the other."""
    out = bytearray()
    for place in range(0, len(text), 3):
        group = [VALUES[character] for character in text[place : place + 3]]
        number = sum(value * 45**power for power, value in enumerate(group))
        out += number.to_bytes({3: 2, 2: 1}[len(group)], "big")
    return bytes(out)


def loop_encode(data: bytes) -> str:
    out = ""
    for place in range(0, len(data), 2):
        group = data[place : place + 2]
        number = int.from_bytes(group, "big")
        for _ in range(len(group) + 1):
            number, value = divmod(number, 45)
            out += ALPHABET[value]
    return out


# RFC 9285 sections 4.3 and 4.4.
@pytest.mark.parametrize(
    ("data", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0"), (b"", "")],
)
def test_the_examples_of_the_rfc(data: bytes, text: str) -> None:
    assert (base45.encode(data), base45.decode(text)) == (text, data)


def test_every_pair_of_bytes_in_one_text() -> None:
    data = b"".join(number.to_bytes(2, "big") for number in range(65536))
    text = base45.encode(data)
    assert text == loop_encode(data)
    assert base45.decode(text) == loop_decode(text) == data


def test_every_last_byte() -> None:
    for number in range(256):
        for head in (b"", b"\xff\xff"):
            data = head + bytes((number,))
            assert base45.encode(data) == loop_encode(data)
            assert base45.decode(base45.encode(data)) == data


def test_every_forbidden_group_of_three_is_refused_wherever_it_stands() -> None:
    forbidden = range(65536, 45**3)
    groups = [ALPHABET[n % 45] + ALPHABET[n // 45 % 45] + ALPHABET[n // 2025] for n in forbidden]
    assert len(groups) == 25_589
    for group in groups:
        with pytest.raises(ValueError, match="65535"):
            base45.decode(group)
    for text in ("000" + groups[0], groups[-1] + "000", "000" + groups[7] + "00"):
        with pytest.raises(ValueError, match="65535"):
            base45.decode(text)


def test_every_forbidden_group_of_two_is_refused() -> None:
    for number in range(256, 45**2):
        with pytest.raises(ValueError, match="255"):
            base45.decode("BB8" + ALPHABET[number % 45] + ALPHABET[number // 45])


@pytest.mark.parametrize("text", ["0", "BB80", "A" * 7])
def test_one_character_left_over_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="left over"):
        base45.decode(text)


def test_a_character_outside_the_alphabet_is_refused_wherever_it_stands() -> None:
    foreign = [*sorted({chr(code) for code in range(256)} - set(ALPHABET)), "\u0130", "\uff21", "\U0001f697"]
    for character in foreign:
        for place in range(5):
            with pytest.raises(ValueError, match=r"alphabet|ascii"):
                base45.decode("BB8BB"[:place] + character + "BB8BB"[place + 1 :])


def test_space_is_a_character_like_any_other() -> None:
    data = loop_decode("  0 0")
    assert base45.decode("  0 0") == data
    assert base45.encode(data) == "  0 0"


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.binary(max_size=700))
def test_what_is_encoded_decodes_to_the_same(data: bytes) -> None:
    text = base45.encode(data)
    assert text == loop_encode(data)
    assert base45.decode(text) == data


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=30))
def test_a_text_is_read_exactly_when_the_loop_reads_it(text: str) -> None:
    try:
        expected = loop_decode(text)
    except (KeyError, OverflowError):
        with pytest.raises(ValueError, match=r"group|left over"):
            base45.decode(text)
    else:
        assert base45.decode(text) == expected
