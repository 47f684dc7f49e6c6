"""Stops drawn from the whole closed vocabulary, as the JSON objects that the schema describes."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from hypothesis import strategies as st

from credential.labels import CATEGORIES
from verifier.entitlement.codes import all_codes
from verifier.entitlement.context import Authenticity, DocumentName, Opinion
from verifier.entitlement.holder import TitleForm
from verifier.entitlement.vehicle import Gearbox, Use, VehicleKind
from verifier.entitlement.vehicle_words import REQUIRED

Json = dict[str, Any]

LIMITS: Final = (
    *(0, 1, 8, 9, 11, 15, 16, 17, 35, 36, 40, 41, 70, 71, 110, 125, 126, 175, 550, 551, 750, 751),
    *(3500, 3501, 4250, 4500, 4501, 7500, 7501, 12_000, 12_001),
)
"""Numbers at which the law changes its mind: drawn more often than others."""
TURNS: Final = ("1975-01-20", "1980-03-01", "1985-01-01", "2013-01-19", "2024-12-01", "2026-12-01", "2033-01-19")


def words(choices: Any) -> st.SearchStrategy[str]:  # noqa: ANN401 - an enum of words
    return st.sampled_from([each.value for each in choices])


def days(first: str = "1930-01-01", last: str = "2045-12-31") -> st.SearchStrategy[str]:
    near = [each for each in TURNS if first <= each <= last]
    drawn = st.dates(date.fromisoformat(first), date.fromisoformat(last)).map(str)
    return st.one_of(st.sampled_from(near), drawn) if near else drawn


def numbers() -> st.SearchStrategy[int]:
    return st.one_of(st.sampled_from(LIMITS), st.integers(0, 50_000))


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


def printed_codes() -> st.SearchStrategy[str]:
    """Codes as they are printed: bare, with a date, a period, a number, a word, or none that anybody knows."""
    values = st.one_of(
        st.just(""),
        days().map("({})".format),
        st.tuples(days(), days()).map("({0[0]}/{0[1]})".format),
        st.integers(0, 130).map("({} km)".format),
        st.sampled_from(["(Rennes)", "(VF1ZZZTEST0000001)", ".0123456789.NL", "[x", "a"]),
    )
    known = st.tuples(st.sampled_from(all_codes()), values).map("".join)
    return st.one_of(known, st.text(min_size=1, max_size=12).filter(str.strip))


def categories() -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(
        {
            "code": st.sampled_from(CATEGORIES),
            "issued": optional(days("1955-01-01", "2030-01-01")),
            "expires": optional(days("2020-01-01", "2040-01-01")),
            "codes": st.lists(printed_codes(), max_size=3),
        }
    )


def registers() -> st.SearchStrategy[Json]:
    moments = st.one_of(days(), days().map("{}T22:10:00+01:00".format))
    return st.fixed_dictionaries(
        {
            "status": st.sampled_from(
                ["valid", "suspended", "retained", "invalidated", "annulled", "restricted", "not_recognised", "what"]
            )
        },
        optional={
            "from": moments,
            "until": moments,
            "hours": st.sampled_from([72, 120]),
            "limited_to": st.just("outside professional activity"),
            "kind": st.sampled_from(["judicial", "EAD_prefect_order"]),
            "notified": optional(days()),
            "french_residence_since": days("2020-01-01", "2027-01-01"),
        },
    )


def people() -> st.SearchStrategy[Json]:
    title = st.fixed_dictionaries(
        {
            "format": words([each for each in TitleForm if each is not TitleForm.NONE]),
            "document_number": st.sampled_from(["20ZZ90017", "25ZZ90017"]),
            "issued": optional(days("1960-01-01", "2027-01-01")),
            "expires": optional(days("2020-01-01", "2045-01-01")),
        }
    )
    return st.fixed_dictionaries(
        {
            "birth_date": days("1930-01-01", "2015-12-31"),
            "birth_date_as_printed": st.sampled_from([None, "00.00.1961", "00.05.2000", "nonsense"]),
            "issuing_country": st.sampled_from(["FR", "FR", "DE", "BR"]),
            "title": title,
            "categories": st.lists(categories(), max_size=4),
            "codes_all_categories": st.lists(printed_codes(), max_size=2),
            "registry_status": registers(),
            "probation": optional(st.fixed_dictionaries({"start": days(), "end": days()})),
        }
    )


@st.composite
def vehicles(draw: st.DrawFn) -> Json:
    """A vehicle with what its kind requires, and any other key of the vocabulary."""
    kind = draw(st.sampled_from(VehicleKind))
    others = {
        **dict.fromkeys(
            ("mass_kg", "passenger_seats", "length_m", "trailer_kg", "ptra_kg", "displacement_cc", "power_kw"),
            numbers(),
        ),
        **dict.fromkeys(("kerb_kg", "derived_from_kw", "max_speed_kmh"), numbers()),
        **dict.fromkeys(("electric", "sidecar", "tachograph", "interlock"), st.booleans()),
        "first_registered": days("1975-01-01", "2026-01-01"),
        "gearbox": words(Gearbox),
        "vin": st.sampled_from(["VF1ZZZTEST0000001", "VF1ZZZTEST0000002"]),
        "plate": st.sampled_from(["AB-123-CD", "VF1ZZZTEST0000001"]),
        "adaptations": st.lists(st.sampled_from(["10.02", "32.01", "40", "40.11", "44.02"]), max_size=3),
        "use": words(Use),
    }
    required = {name: numbers() for name in REQUIRED.get(kind, ())}
    stated: Json = draw(
        st.fixed_dictionaries(required, optional={k: v for k, v in others.items() if k not in required})
    )
    return {"kind": kind.value, **stated}


def documents() -> st.SearchStrategy[Json]:
    paper = st.fixed_dictionaries(
        {"state": st.sampled_from(["shown", "not_carried", "none"])},
        optional={"date": days("2010-01-01", "2030-01-01"), "outcome": words(Opinion)},
    )
    return st.dictionaries(words(DocumentName), paper, max_size=4)


def contexts() -> st.SearchStrategy[Json]:
    clock = st.times().map(lambda at: f"{at:%H:%M}")
    presented = st.fixed_dictionaries(
        {"form": words(TitleForm)},
        optional={
            "document_number": st.sampled_from(["20ZZ90017", "25ZZ90017"]),
            "issued": days("2026-06-01", "2027-01-01"),
        },
    )
    offline = {"online": st.booleans(), "status_age_h": st.sampled_from([0, 24, 25, 168, 169])}
    return st.fixed_dictionaries(
        {"check_date": days("2026-01-01", "2035-01-01"), "local_time": clock},
        optional={
            **dict.fromkeys(("sunrise", "sunset"), clock),
            **dict.fromkeys(("passengers", "distance_from_home_km", "speed_kmh"), st.integers(0, 130)),
            **dict.fromkeys(("motorway", "accompanied_by_holder", "alcohol_detected"), st.booleans()),
            **dict.fromkeys(("wears_correction", "uses_aid"), st.booleans()),
            "documents": documents(),
            "presented": presented,
            "authenticity": words(Authenticity),
            "offline_status": st.sampled_from(["valid", "suspended", "retained", "invalidated", "annulled"]),
            **offline,
        },
    )


def scenarios() -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({"vehicle": vehicles(), "context": contexts()})
