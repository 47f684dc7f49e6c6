"""The text of a QR symbol: a prefix that is ours, then Base45, and nothing stripped."""

from __future__ import annotations

import pytest

from credential.qr_text import MAX_TEXT, Prefix, prefix_of, unwrap, wrap
from credential.reason import CredentialError, Reason


def refusal(text: str) -> Reason:
    with pytest.raises(CredentialError) as error:
        unwrap(text)
    return error.value.reason


@pytest.mark.parametrize("prefix", Prefix)
@pytest.mark.parametrize("data", [b"", b"\x00", b"AB", b"\xff" * 2861])
def test_what_is_wrapped_unwraps_to_the_same(prefix: Prefix, data: bytes) -> None:
    text = wrap(data, prefix.value)
    assert unwrap(text) == (prefix, data)
    assert prefix_of(text) is prefix


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PDC1",
        "pdc1:BB8",
        " PDC1:BB8",
        "PDC2:BB8",
        "PDX1:BB8",
        "HC1:BB8",
        "https://example.com",
        "\ufeffPDC1:BB8",
    ],
)
def test_another_code_is_no_licence_and_no_accusation(text: str) -> None:
    assert prefix_of(text) is None
    assert refusal(text) is Reason.NOT_A_LICENCE


@pytest.mark.parametrize(
    "text", ["PDC1:BB8 ", "PDC1:bb8", "PDC1:BB8\n", "PDC1:::::", "PDC1:B", "PDC1:\u00e9B8", "PDC1:BB8\x00"]
)
def test_a_text_that_was_cut_or_changed_is_malformed(text: str) -> None:
    assert refusal(text) is Reason.MALFORMED


def test_a_space_at_the_end_belongs_to_the_data() -> None:
    data = bytes((36 * 45 // 256, 36 * 45 % 256))
    text = wrap(data)
    assert " " in text
    assert unwrap(text) == (Prefix.CREDENTIAL, data)
    assert refusal(text + "  ") is Reason.MALFORMED


def test_a_text_longer_than_any_symbol_is_too_large() -> None:
    assert refusal("PDC1:" + "0" * (MAX_TEXT - 4)) is Reason.TOO_LARGE
    assert refusal("XXXX:" + "0" * MAX_TEXT) is Reason.NOT_A_LICENCE
    assert unwrap("PDC1:" + "0" * 6144)[1] == bytes(4096)
