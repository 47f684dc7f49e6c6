"""Requests made from the OpenAPI description, right and wrong: no answer that is not described, no fault of ours."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis.strategies import SearchStrategy
from schemathesis import Case
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.browser.site import Site

pytestmark = pytest.mark.slow

OPERATIONS = {
    ("GET", "/.well-known/openid-credential-issuer"): [GenerationMode.POSITIVE],
    ("GET", "/.well-known/oauth-authorization-server"): [GenerationMode.POSITIVE],
    ("POST", "/openid4vci/nonce"): [GenerationMode.POSITIVE],
    ("POST", "/openid4vci/token"): list(GenerationMode),
    ("POST", "/openid4vci/credential"): list(GenerationMode),
}
"""The machine endpoints, and whether there is anything to get wrong: some take nothing."""
EXAMPLES = 25


def test_answers_are_as_described(site: Site) -> None:
    schema = schemathesis.openapi.from_url(f"{site.address}/openapi.json")
    for (method, path), modes in OPERATIONS.items():
        for mode in modes:
            ask_in_many_ways(schema[path][method].as_strategy(mode))


def ask_in_many_ways(cases: SearchStrategy[Case[Any]]) -> None:
    @seeded(6)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def ask(case: Case[Any]) -> None:
        # A code that nobody was given is well described and refused all the same: RFC 6749 says with 400.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    ask()
