"""The rows of a condition as a form: each offers only what fits its indicator."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from monitoring.criteria.editor import NO, NUMBER, YES, Row, condition_of, rows_of
from monitoring.criteria.grammar import Known
from monitoring.criteria.parameters import PARAMETERS
from monitoring.criteria.sentences import rule
from monitoring.criteria.wording import WORDS
from monitoring.indicators.catalogue import INDICATORS, PERSONAL, Indicator, Kind

COMPARISONS = (
    ("<", _("is below")),
    ("<=", _("is not above")),
    (">", _("is above")),
    (">=", _("is not below")),
    ("=", _("equals")),
    ("≠", _("is not")),
)
AMOUNTS = (Kind.MONEY, Kind.RATIO, Kind.COUNT, Kind.DAYS, Kind.YEARS)
MOST_ROWS = 30
SAVE = "save"  # what the button `do` says; any other button only arranges the rows anew


class RowForm(forms.Form):
    """One row of a condition. Only what fits its indicator is offered."""

    group = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_ROWS)
    indicator = forms.ChoiceField(label=_("Indicator"))
    comparison = forms.ChoiceField(label=_("Comparison"))
    against = forms.ChoiceField(label=_("Held against"))
    number = forms.DecimalField(
        label=_("Times, or the number itself"), max_digits=16, decimal_places=4
    )

    def __init__(self, *args: Any, known: Known = INDICATORS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("indicator", _indicators(known))
        indicator = known.get(str(self["indicator"].value()))
        if indicator is None or indicator.kind == Kind.BOOLEAN:
            self._choose("comparison", _answers(indicator))
            del self.fields["against"], self.fields["number"]
        else:
            self._choose("comparison", COMPARISONS)
            self._choose("against", list(_limits(indicator, known)))

    def _choose(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices
        # Another indicator was chosen: what no longer fits gives way to the first that does.
        offered = [value for value, _label in choices]
        if name != "indicator" and self.initial.get(name) not in offered:
            self.initial[name] = next(iter(offered), None)

    @property
    def index(self) -> str:
        """Its number among the rows of the form."""
        return str(self.prefix).rpartition("-")[2]

    @property
    def sentence(self) -> str:
        """What the row says as it stands; empty while it says nothing yet."""
        return _spoken([self])

    @property
    def as_it_stands(self) -> Row:
        """Whatever was typed so far."""
        said: dict[str, Any] = {name: self[name].value() or "" for name in self.fields}
        return Row(**said | {"group": _whole(self["group"].value())})

    @property
    def row(self) -> Row:
        """Of a valid form."""
        found = self.cleaned_data.copy()
        if "number" in found:
            found["number"] = f"{found['number']:f}"
        return Row(**found)


class RowFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The rows of one condition; of none, where it may be left out."""

    @property
    def condition(self) -> dict[str, Any] | None:
        """Of valid rows: the tree that they say."""
        return condition_of(form.row for form in self.forms) if self.forms else None

    @property
    def sentence(self) -> str:
        """What all of them say together, where more than one says something."""
        return _spoken(self.forms) if len(self.forms) > 1 else ""

    def groups(self) -> list[tuple[int, list[RowForm]]]:
        """The forms by group, in order."""
        groups: dict[int, list[RowForm]] = {}
        for form in self.forms:
            groups.setdefault(_whole(form["group"].value()), []).append(form)
        return sorted(groups.items())


def condition_rows(
    data: QueryDict | None,
    tree: Any = None,
    *,
    prefix: str = "rows",
    known: Known = INDICATORS,
    least: int = 1,
) -> RowFormSet:
    """The rows of `tree`, as a button arranged them anew, or as they were sent to be saved.

    `prefix` tells the conditions of a page apart; `least` is 0 for one that may be left out.
    """
    made = forms.formset_factory(
        RowForm, RowFormSet, extra=0, min_num=least, max_num=MOST_ROWS,
        validate_min=True, validate_max=True,
    )  # fmt: skip
    options: dict[str, Any] = {"prefix": prefix, "form_kwargs": {"known": known}}
    if data and data.get("do") == SAVE:
        return cast("RowFormSet", made(data, **options))
    if data:
        initial = rearranged(data, prefix, least)
    else:
        initial = [vars(row) for row in rows_of(tree)] if tree else [FIRST_ROW] * least
    return cast("RowFormSet", made(initial=initial, **options))


FIRST_ROW: dict[str, Any] = {
    "group": 0,
    "indicator": "net_income_pc",
    "comparison": "<",
    "against": "parameter:monitoring_line",
    "number": "1",
}


def rearranged(data: QueryDict, prefix: str, least: int = 1) -> list[dict[str, Any]]:
    """The posted rows after the button `PREFIX-do`: "row:GROUP" adds one to a group, "group" adds a
    group, "drop:INDEX" takes one away; anything else leaves them as they are.
    """
    total = min(_whole(data.get(f"{prefix}-TOTAL_FORMS")), MOST_ROWS)
    rows: list[dict[str, Any]] = [
        {name: data[key] for name in FIRST_ROW if (key := f"{prefix}-{index}-{name}") in data}
        for index in range(total)
    ]
    command, _separator, number = data.get(f"{prefix}-do", "").partition(":")
    if command == "drop" and number and len(rows) > least:
        del rows[_whole(number) : _whole(number) + 1]
    elif command == "row":
        rows.append(FIRST_ROW | {"group": _whole(number)})
    elif command == "group":
        last = max((_whole(row.get("group")) for row in rows), default=-1)
        rows.append(FIRST_ROW | {"group": last + 1})
    return [FIRST_ROW | row for row in rows]


def _spoken(rows: Iterable[RowForm]) -> str:
    try:
        return rule(condition_of(form.as_it_stands for form in rows))
    except (ValueError, ArithmeticError):
        return ""


def _whole(said: object) -> int:
    """A small number that the page itself wrote; 0 for whatever else comes."""
    text = str(said)
    return int(text) if text.isdecimal() and len(text) < 5 else 0


def _indicators(known: Known) -> list[tuple[Any, Any]]:
    of_households = {code: found for code, found in known.items() if code not in PERSONAL}
    of_persons = {code: found for code, found in known.items() if code in PERSONAL}
    groups = [
        (_("One person"), _of_kinds(of_persons, *Kind)),
        (_("Amounts"), _of_kinds(of_households, *AMOUNTS)),
        (_("Yes or no"), _of_kinds(of_households, Kind.BOOLEAN)),
    ]
    return [(label, offered) for label, offered in groups if offered]


def _of_kinds(known: Known, *kinds: Kind) -> list[tuple[Any, Any]]:
    return [(code, found.label) for code, found in known.items() if found.kind in kinds]


def _answers(indicator: Indicator | None) -> list[tuple[Any, Any]]:
    if indicator is None:
        return []
    words = WORDS[indicator.code]
    return [(YES, words.yes), (NO, words.no)]


def _limits(indicator: Indicator, known: Known) -> Iterator[tuple[Any, Any]]:
    """Only what counts the same: yuan per person is never held against yuan of a household."""
    yield NUMBER, _("a fixed number")
    for declared in PARAMETERS.values():
        if declared.basis == indicator.basis:
            yield f"parameter:{declared.code}", declared.short_label
    for code, other in known.items():
        if other.basis == indicator.basis and code != indicator.code:
            yield f"indicator:{code}", other.label
