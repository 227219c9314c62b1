"""Money in a currency nobody can compare, and working days of no calendar."""

from __future__ import annotations

from collections.abc import Iterator

from rumbo.regionfile.checks.context import Context
from rumbo.regionfile.findings import Finding, finding

__all__ = ["check_costs"]


def check_costs(context: Context) -> Iterator[Finding]:
    """Costs of ways, durations of ways, deadlines of notices."""
    region = context.records.region
    currencies = {region.reference_currency, *(rate.currency for rate in region.rates)}
    for item in context.each("ways"):
        for index, money in enumerate(item.record.money):
            if money.currency not in currencies:
                yield finding("currency-without-rate", item.place("money", index, "currency"), record=item.label, currency=money.currency)
        if item.record.duration.unit == "working" and item.record.duration.calendar is None:
            yield finding("duration-without-calendar", item.place("duration"), record=item.label)
    for item in context.each("region"):
        for index, side in enumerate(region.sides):
            if side.currency not in currencies:
                yield finding("currency-without-rate", item.place("sides", index, "currency"), record=item.label, currency=side.currency)
    for item in context.each("notices"):
        deadline = item.record.deadline
        if deadline is not None and deadline.unit == "working" and deadline.calendar is None:
            yield finding("duration-without-calendar", item.place("deadline"), record=item.label)
