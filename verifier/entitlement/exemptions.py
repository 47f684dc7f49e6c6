"""Ways that hang on conditions: a category held long enough, an age, a training, a mission, or no title at all.

Where a condition of the person fails (years held, age, probation), the papers no longer matter and are not judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from credential.reason import Reason
from verifier.entitlement.codes import read_code
from verifier.entitlement.context import DocumentName, Paper
from verifier.entitlement.days import plus_years
from verifier.entitlement.holder import Right
from verifier.entitlement.need import Need, is_light_motorcycle
from verifier.entitlement.probation import probation_finding
from verifier.entitlement.rules import Rule, rule
from verifier.entitlement.stop import Stop
from verifier.entitlement.vehicle import Use, VehicleKind
from verifier.entitlement.ways import Way
from verifier.verdict import Finding

YEARS_OF_B: Final = 2
L5E_AGE: Final = 21
FIRE_MASS_KG: Final = 4500
FARM_AGE: Final = 16
FARM_SPEED_KMH: Final = 40
NO_LICENCE_KW: Final = 1
AM_BORN_UP_TO: Final = date(1987, 12, 31)

LIGHT_MOTORCYCLE: Final = rule(
    "B depuis 2 ans et formation de 7 h : motocyclette légère, en France seulement. La formation n'est pas exigée de "
    "qui justifie d'une pratique de 2006 à 2010.",
    "B for 2 years and 7 h of training: light motorcycle, in France only. Practice from 2006 to 2010 replaces the "
    "training.",
    "R.221-8",
)
L5E: Final = rule(
    "B depuis 2 ans, 21 ans et formation de 7 h : tricycle L5e, en France seulement. Une pratique de 2006 à 2010 "
    "remplace les 2 ans et la formation.",
    "B for 2 years, age 21 and 7 h of training: tricycle L5e, in France only. Practice from 2006 to 2010 replaces the "
    "2 years and the training.",
    "R.221-8",
)
SET_OF_96: Final = rule(
    "B et formation (code 96) : remorque de plus de 750 kg, ensemble de 3 500 à 4 250 kg.",
    "B and training (code 96): trailer over 750 kg, set of 3,500 to 4,250 kg.",
    "R.221-8",
)
FIRE_SERVICE: Final = rule(
    "B hors période probatoire et formation : véhicule de 3,5 à 4,5 t en mission de sécurité civile.",
    "B past probation and training: vehicle of 3.5 to 4.5 t on a civil-security mission.",
    "R.221-4-1",
)
SLOW_TRACTOR: Final = rule(
    "B autorise le véhicule agricole ou forestier dont la vitesse n'excède pas 40 km/h.",
    "B covers farm and forestry vehicles of up to 40 km/h.",
    "L.221-2",
)
MOPED: Final = rule(
    "AM : aucun titre n'est exigé de qui est né jusqu'au 31/12/1987.",
    "AM: no title is needed by people born up to 31 December 1987.",
    "R.211-2",
)
FARM: Final = rule(
    "Véhicule agricole attaché à une exploitation : aucun permis, dès 16 ans (18 ans au-delà de 2,50 m de large, avec "
    "plusieurs remorques ou du personnel transporté : à vérifier).",
    "Agricultural vehicle of a farm: no licence, from the age of 16 (18 if wider than 2.50 m, with several trailers or "
    "staff carried: to be seen).",
    "R.221-20",
)
ONE_KILOWATT: Final = rule(
    "Véhicule électrique de 1 kW au plus : aucun permis.", "Electric vehicle of up to 1 kW: no licence.", "R.221-15"
)

_EVERY_KIND: Final = frozenset(VehicleKind)
KINDS: Final = (
    (LIGHT_MOTORCYCLE, frozenset({VehicleKind.MOTORCYCLE})),
    (L5E, frozenset({VehicleKind.TRICYCLE})),
    (SET_OF_96, frozenset({VehicleKind.CAR, VehicleKind.VAN, VehicleKind.MOTORHOME, VehicleKind.LORRY})),
    (FIRE_SERVICE, frozenset({VehicleKind.CAR, VehicleKind.VAN, VehicleKind.MOTORHOME, VehicleKind.LORRY})),
    (SLOW_TRACTOR, frozenset({VehicleKind.AGRICULTURAL})),
    (MOPED, frozenset({VehicleKind.MOPED, VehicleKind.LIGHT_QUADRICYCLE})),
    (FARM, frozenset({VehicleKind.AGRICULTURAL})),
    (ONE_KILOWATT, _EVERY_KIND),
)
"""Which kinds of vehicle each of these rules can be about."""

_UNMET: Final = Finding(Reason.EXEMPTION_CONDITION_NOT_MET)
_COVERED: Final = (Finding(Reason.COVERED_BY_EQUIVALENCE),)


def exemptions(stop: Stop, need: Need) -> Iterator[Way]:
    """Yield the ways on category B that hang on conditions."""
    kind = stop.vehicle.kind
    for right in stop.rights("B") if kind is not None or need.with_96 else ():
        if need.with_96:
            yield Way(SET_OF_96, (right,), _set_of_96(stop, right))
        if kind is VehicleKind.MOTORCYCLE and is_light_motorcycle(stop.vehicle):
            yield Way(LIGHT_MOTORCYCLE, (right,), _light_motorcycle(stop, right))
        elif kind is VehicleKind.TRICYCLE:
            yield Way(L5E, (right,), _l5e(stop, right))
        elif kind is VehicleKind.AGRICULTURAL and need.category != "B":
            yield from _tractor(stop, right)
        elif _is_fire_vehicle(stop, need):
            yield Way(FIRE_SERVICE, (right,), _fire(stop))


def without_title(stop: Stop, need: Need) -> Iterator[Way]:
    """Yield the ways that need no title at all."""
    vehicle = stop.vehicle
    if need.category == "AM" and stop.holder.birth_date <= AM_BORN_UP_TO:
        yield _untitled(MOPED)
    if vehicle.kind is VehicleKind.AGRICULTURAL and vehicle.use is Use.FARM:
        old_enough = stop.holder.age_reached(FARM_AGE, stop.today)
        yield (_untitled(FARM) if old_enough else Way(FARM, (), (Finding(Reason.AGE_BELOW_MINIMUM, f"{FARM_AGE}"),)))
    if vehicle.is_electric and vehicle.power_kw is not None and vehicle.power_kw <= NO_LICENCE_KW:
        yield _untitled(ONE_KILOWATT)


def _untitled(ground: Rule) -> Way:
    return Way(ground, (), (Finding(Reason.NO_TITLE_NEEDED),))


def _light_motorcycle(stop: Stop, right: Right) -> tuple[Finding, ...]:
    if not _two_years(stop, right):
        return (_UNMET,)
    return (_training(stop),)


def _l5e(stop: Stop, right: Right) -> tuple[Finding, ...]:
    unmet = []
    practised = stop.context.paper(DocumentName.PRACTICE_2006_2010) is Paper.SHOWN
    if not stop.holder.age_reached(L5E_AGE, stop.today):
        unmet.append(Finding(Reason.AGE_BELOW_MINIMUM, f"{L5E_AGE}"))
    if not practised and not _two_years(stop, right):
        unmet.append(_UNMET)
    return tuple(unmet) or (_training(stop),)


def _two_years(stop: Stop, right: Right) -> bool:
    """Tell whether B is held for two years; a right without a date of issue is not known to be."""
    return right.issued is not None and stop.today >= plus_years(right.issued, YEARS_OF_B)


def _training(stop: Stop) -> Finding:
    """Judge the training or the practice that replaces it, whichever paper is the better one."""
    papers = (DocumentName.TRAINING_125, DocumentName.PRACTICE_2006_2010)
    best = min(papers, key=stop.context.paper)
    return _paper(stop.context.paper(best), best, missing=Reason.TRAINING_MISSING)


def _paper(state: Paper, name: DocumentName, *, shown: Reason = Reason.EXEMPTION_TO_CHECK, missing: Reason) -> Finding:
    if state is Paper.SHOWN:
        return Finding(shown, name.value)
    return Finding(missing if state is Paper.NONE else Reason.DOCUMENT_NOT_SHOWN, name.value)


def _set_of_96(stop: Stop, right: Right) -> tuple[Finding, ...]:
    if any(read_code(code).code == "96" for code in (*right.codes, *stop.holder.codes_all)):
        return ()
    state = stop.context.paper(DocumentName.TRAINING_96)
    return (
        _paper(
            state, DocumentName.TRAINING_96, shown=Reason.CODE_96_NOT_PRINTED, missing=Reason.TRAINING_MISSING
        ),
    )  # fmt: skip  # a table: a row a line


def _tractor(stop: Stop, right: Right) -> Iterator[Way]:
    speed = stop.vehicle.max_speed_kmh
    if speed is not None and speed <= FARM_SPEED_KMH:
        yield Way(SLOW_TRACTOR, (right,), _COVERED)


def _is_fire_vehicle(stop: Stop, need: Need) -> bool:
    mass = stop.vehicle.mass_kg
    on_mission = stop.vehicle.use is Use.CIVIL_SECURITY
    return on_mission and need.category == "C1" and mass is not None and mass <= FIRE_MASS_KG


def _fire(stop: Stop) -> tuple[Finding, ...]:
    probation = probation_finding(stop.holder, stop.today)
    if probation is not None and probation.reason is Reason.PROBATIONARY:
        return (_UNMET,)
    state = stop.context.paper(DocumentName.FIRE_TRAINING)
    return (_paper(state, DocumentName.FIRE_TRAINING, missing=Reason.EXEMPTION_CONDITION_NOT_MET),)
