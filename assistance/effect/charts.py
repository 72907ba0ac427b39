"""One picture of a household's help: ECharts options as plain data."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from assistance.effect.story import Story, is_paid
from monitoring.registry.models import Statement
from monitoring.registry.months import ordinal

INK, SOFT, LINE, RISK = "#24384b", "#9fb0bf", "#6b8299", "#c0392b"
FEWEST, MOST = 12, 60  # months
SHOWN = 8  # measures, and half as many risks: the newest; the tables below have them all

Span = tuple[str, int, int, str]  # name, first month, how many, colour


def picture(story: Story) -> dict[str, Any]:
    """Above: yuan received a month, income and line; below: each measure and each risk in time."""
    months = _months(story)
    spans = [*_measures(story, months), *_risks(story, months)]
    labels = [f"{month:%Y-%m}" for month in months]
    names = [name for name, *_rest in reversed(spans)]
    return {
        "tooltip": {"trigger": "axis"},
        "grid": [
            {"left": 8, "right": 8, "top": 32, "height": "45%", "containLabel": True},
            {"left": 8, "right": 8, "top": "60%", "bottom": 8, "containLabel": True},
        ],
        "xAxis": [
            {"type": "category", "data": labels},
            {"type": "value", "gridIndex": 1, "min": 0, "max": len(months), "show": False},
        ],
        "yAxis": [
            {"type": "value", "name": _("yuan a month")},
            {"type": "value", "name": _("yuan per person a year"), "splitLine": {"show": False}},
            {
                "type": "category",
                "gridIndex": 1,
                "data": names,
                "axisLabel": {"width": 110, "overflow": "truncate", "interval": 0},
            },
        ],
        "series": [
            {"type": "bar", "name": _("Received"), "color": SOFT, "data": _received(story, months)},
            _over_time(_("Net income per person"), INK, _income(story, months)),
            _over_time(_("Monitoring line"), LINE, _line(story, months), "dashed"),
            *_bars(spans[::-1]),
        ],
    }


def _months(story: Story) -> list[date]:
    """First days, from the first thing told until now."""
    today = timezone.localdate().replace(day=1)
    days = [each.award.starts_on for each in story.given]
    days += [each.opened_on for each in story.episodes]
    first = min(days, default=today)
    back = max(FEWEST, min(MOST, ordinal(today) - ordinal(first) + 3))
    numbers = range(today.year * 12 + today.month - back, today.year * 12 + today.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _received(story: Story, months: Sequence[date]) -> list[float]:
    sums = dict.fromkeys(months, 0.0)
    for each in story.deliveries:
        if is_paid(each) and each.paid_on and (month := each.paid_on.replace(day=1)) in sums:
            sums[month] += float(each.amount)
    return list(sums.values())


def _income(story: Story, months: Sequence[date]) -> list[float | None]:
    by_year: dict[int, Statement] = {each.year: each for each in story.statements}
    return [_per_person(by_year.get(month.year)) for month in months]


def _per_person(statement: Statement | None) -> float | None:
    if statement is None or statement.net_income_per_person is None:
        return None
    return round(float(statement.net_income_per_person), 2)


def _line(story: Story, months: Sequence[date]) -> list[float | None]:
    return [None if story.line is None else float(story.line)] * len(months)


def _measures(story: Story, months: Sequence[date]) -> Iterator[Span]:
    for each in story.given[-SHOWN:]:
        span = _span(each.award.starts_on, each.award.ends_on, months)
        yield (str(each.award.measure), *span, INK)


def _risks(story: Story, months: Sequence[date]) -> Iterator[Span]:
    for each in story.risks[-SHOWN // 2 :]:
        yield (each.name, *_span(each.first_seen, each.cleared_on, months), RISK)


def _span(first: date, last: date | None, months: Sequence[date]) -> tuple[int, int]:
    """From which month on the picture, for how many."""
    origin, end = ordinal(months[0]), len(months) - 1
    begins = max(0, min(ordinal(first) - origin, end))
    ends = end if last is None else min(ordinal(last) - origin, end)
    return begins, max(1, ends - begins + 1)


def _over_time(name: str, colour: str, data: Sequence[float | None], kind: str = "solid") -> Any:
    return {
        "type": "line", "name": name, "color": colour, "yAxisIndex": 1, "data": data,
        "showSymbol": False, "step": "middle", "lineStyle": {"type": kind},
    }  # fmt: skip


def _bars(spans: Sequence[Span]) -> Iterator[dict[str, Any]]:
    """A bar that begins somewhere is two, of which the first is not seen."""
    lower = {"type": "bar", "stack": "spans", "xAxisIndex": 1, "yAxisIndex": 2, "barMaxWidth": 14}
    yield lower | {
        "silent": True,
        "itemStyle": {"color": "transparent"},
        "data": [begins for _name, begins, _length, _colour in spans],
    }
    yield lower | {
        "silent": True,
        "data": [
            {"value": length, "itemStyle": {"color": colour}}
            for _name, _begins, length, colour in spans
        ],
    }
