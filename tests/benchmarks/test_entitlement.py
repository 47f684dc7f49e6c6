"""What the law's part of a check costs: microseconds a verdict over all scenarios, the aim being under 40."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.benchmarks.measure import compare
from verifier.entitlement.judge import judge
from verifier.entitlement.scenarios import Scenario, load_scenarios

PEOPLE = Path(__file__).parents[2] / "samples" / "people.json"
AIM_US = 40


def test_microseconds_a_verdict() -> None:
    stops = {each.id: each.stop for each in load_scenarios(PEOPLE) if isinstance(each, Scenario)}
    timings = compare({name: partial(judge, stop) for name, stop in stops.items()}, calls=30, rounds=15)
    costs = sorted((each.microseconds, each.name) for each in timings)
    mean = sum(cost for cost, _ in costs) / len(costs)
    print(f"\nright to drive, {len(costs)} scenarios: mean {mean:.1f} us, median {costs[len(costs) // 2][0]:.1f} us")
    print(
        f"  cheapest {costs[0][1]} {costs[0][0]:.1f} us, dearest {costs[-1][1]} {costs[-1][0]:.1f} us; aim {AIM_US} us"
    )
    assert len(costs) == len(stops) > 50
