"""The pack `hebei` once more, in plain Python and written from its text: what each household is.

Shares nothing with the grammar, the compiler or the pack's data. None is "missing".
"""

from datetime import date
from fractions import Fraction
from typing import Any

from tests.monitoring.feeds.indicators.reference import of_feeds
from tests.monitoring.indicators.reference import Verdict, both, either, opposite

HALF, SEVEN_TENTHS, ONE_AND_A_HALF = Fraction(1, 2), Fraction(7, 10), Fraction(3, 2)
LINES = (
    (date(2023, 1, 1), 8300),
    (date(2022, 4, 1), 7300),
    (date(2020, 3, 1), 5000),
)


def line_on(day: date) -> int | None:
    return next((value for since, value in LINES if since <= day), None)


def below(amount: Any, limit: Any) -> Verdict:
    return None if amount is None or limit is None else Fraction(amount) < Fraction(limit)


def times(factor: Fraction, amount: Any) -> Fraction | None:
    return None if amount is None else factor * Fraction(amount)


def zero(amount: Any) -> Verdict:
    return None if amount is None else amount == 0


def verdicts(facts: dict[str, Any], day: date) -> dict[str, Verdict]:
    """Each criterion's verdict for a household whose indicators are `facts`."""
    line = line_on(day)
    upper = times(ONE_AND_A_HALF, line)
    income, after = facts["net_income_pc"], facts["reference_income_pc"]
    poor, low, low_after = below(income, line), below(income, upper), below(after, upper)
    spending = below(times(HALF, facts["net_income"]), facts["out_of_pocket"])
    idle = (opposite(facts["at_work"]), zero(facts["wage_income"]), zero(facts["business_income"]))
    dropped = below(income, times(SEVEN_TENTHS, facts["net_income_pc_before"]))
    alone = (facts["all_elderly"], low, opposite(facts["all_covered"]))
    again = either(poor, facts["dropout"], facts["unsafe_house"], facts["unsafe_water"])
    return {
        "income-below-line": poor,
        "spending-breaks-line": both(opposite(poor), below(after, line)),
        "rigid-spending": both(spending, low_after),
        "school-dropout": facts["dropout"],
        "uninsured": both(facts["watched"], facts["uninsured"]),
        "uninsured-others": both(opposite(facts["watched"]), facts["uninsured"]),
        "unsafe-housing": facts["unsafe_house"],
        "unsafe-water": facts["unsafe_water"],
        "serious-illness": both(facts["serious_illness"], either(low_after, low)),
        "severe-disability": both(facts["severe_disability"], low),
        "no-labour-no-net": both(
            opposite(facts["has_labour"]), opposite(facts["all_covered"]), low_after
        ),
        "labour-without-work": both(facts["has_full_labour"], *idle),
        "income-drop": both(dropped, low),
        "elderly-alone": both(*alone),
        "relapse": both(facts["eliminated"], again),
        **of_feeds(facts, day),
    }
