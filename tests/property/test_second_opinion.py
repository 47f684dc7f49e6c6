"""Whoever may drive by our law may drive by the second opinion's, whatever the person, the vehicle and the stop.

People drawn blindly are barred for three reasons at once, so that no single rule shows; a part of what is drawn is put
in order first.
"""

from __future__ import annotations

import os
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from credential.reason import VerdictClass
from tests.plain_stops import plain_stop
from tests.property.stops import Json, people, scenarios
from verifier.entitlement.judge import judge
from verifier.entitlement.scenarios import read_stop
from verifier.second_opinion.objections import Answer
from verifier.second_opinion.road_law import may_drive

EXAMPLES: Final = int(os.environ.get("CARTON_ROSE_EXAMPLES", "80"))
"""Few in CI; a run by hand takes thousands."""
ANSWERS: Final = {VerdictClass.PASS: Answer.FREE, VerdictClass.PASS_CHECK: Answer.LOOK}
CARD: Final = {"format": "card_2013", "document_number": "20ZZ90017", "issued": "2018-01-01", "expires": "2044-01-01"}


def put_in_order(person: Json, context: Json, what: str) -> None:
    """Take one thing off that may speak against the driver."""
    match what:
        case "register":
            person["registry_status"] = {"status": "valid"}
        case "title":
            person["title"] = dict(CARD)
        case "categories":
            for right in person["categories"]:
                right |= {"expires": None, "codes": right["codes"][:1]}
        case "codes":
            person["codes_all_categories"] = []
        case "probation":
            person["probation"] = None
        case _:
            context.pop(what, None)


IN_ORDER: Final = ("register", "title", "categories", "codes", "probation", "authenticity", "presented", "online")


@st.composite
def stops(draw: st.DrawFn) -> tuple[Any, Any]:
    person, scenario = draw(people()), draw(scenarios())
    for what in draw(st.sets(st.sampled_from(IN_ORDER), min_size=4)):
        put_in_order(person, scenario["context"], what)
    return person, scenario


@settings(max_examples=EXAMPLES, derandomize="CARTON_ROSE_EXAMPLES" not in os.environ, deadline=None)
@given(stops())
def test_whom_we_let_drive_the_second_opinion_lets_drive(drawn: tuple[Any, Any]) -> None:
    person, scenario = drawn
    ours = judge(read_stop(person, scenario)).verdict_class
    assert may_drive(plain_stop(person, scenario)).answer <= ANSWERS.get(ours, Answer.BARRED)
