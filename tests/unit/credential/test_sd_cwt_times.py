"""Times of a licence and of its key binding token: steps 3 and 7 of the SD-CWT draft's validation."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from credential.reason import CredentialError, Reason
from credential.sd_cwt import require_bound_times, require_ordered_times


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    nbf: int | None
    iat: int | None
    exp: int | None


@pytest.mark.parametrize(
    ("nbf", "iat", "exp"), [(2, 1, 9), (9, None, 9), (None, 9, 9), (None, 9, 8), (10, None, 9), (1, 2, 2)]
)
def test_times_out_of_order_are_malformed(nbf: int | None, iat: int | None, exp: int | None) -> None:
    with pytest.raises(CredentialError) as error:
        require_ordered_times(nbf, iat, exp)
    assert error.value.reason is Reason.MALFORMED


@pytest.mark.parametrize(("nbf", "iat", "exp"), [(1, 1, 2), (None, 1, 2), (None, None, None), (1, 2, None)])
def test_times_in_order_pass(nbf: int | None, iat: int | None, exp: int | None) -> None:
    require_ordered_times(nbf, iat, exp)


LICENCE = Stated(nbf=100, iat=110, exp=200)


OUTSIDE = [
    *[(151, 150, None), (None, 150, 150), (None, 150, 149), (None, 150, 201), (99, 150, None)],
    *[(None, 109, None), (200, None, None), (None, 200, None), (None, 99, None), (None, 250, 260)],
]


@pytest.mark.parametrize(("nbf", "iat", "exp"), OUTSIDE)
def test_a_token_whose_times_reach_outside_the_licences_is_not_bound(
    nbf: int | None, iat: int | None, exp: int | None
) -> None:
    with pytest.raises(CredentialError) as error:
        require_bound_times(Stated(nbf=nbf, iat=iat, exp=exp), LICENCE)
    assert error.value.reason is Reason.KEY_BINDING_INVALID


def test_a_token_before_a_licence_that_states_only_its_beginning_is_not_bound() -> None:
    with pytest.raises(CredentialError) as error:
        require_bound_times(Stated(nbf=None, iat=99, exp=None), Stated(nbf=100, iat=None, exp=None))
    assert error.value.reason is Reason.KEY_BINDING_INVALID


@pytest.mark.parametrize(
    ("nbf", "iat", "exp"), [(None, 110, None), (None, 199, None), (100, 110, 200), (150, 150, 151)]
)
def test_a_token_within_the_licences_times_is_bound(nbf: int | None, iat: int | None, exp: int | None) -> None:
    require_bound_times(Stated(nbf=nbf, iat=iat, exp=exp), LICENCE)
