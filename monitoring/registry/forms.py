"""Filters, searches and purposes: what the pages that read ask for."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from monitoring.registry import choices, listing, panels
from monitoring.registry.models import Household
from monitoring.registry.querysets import Monitoring


class Purpose(TextChoices):
    """What a personal number may be read in full for."""

    IDENTITY = "identity", _("Checking the identity")
    ASSISTANCE = "assistance", _("Applying for assistance")
    PAYMENT = "payment", _("Paying out money")
    CORRECTION = "correction", _("Correcting data")
    INSPECTION = "inspection", _("Inspection or audit")


class Severity(TextChoices):
    ANY = "any", _("Any flag")
    RED = "red", _("Red")
    YELLOW = "yellow", _("Yellow")
    BLUE = "blue", _("Blue")


def optional(label: Any, options: Any) -> forms.ChoiceField:
    """A filter; empty is everything."""
    return forms.ChoiceField(label=label, required=False, choices=[("", _("All")), *options])


class FilterForm(forms.Form):
    division = optional(_("Place"), ())
    type = optional(_("Household type"), choices.HouseholdType.choices)
    monitored = optional(_("Monitoring"), Monitoring.choices)
    severity = optional(_("Flag"), Severity.choices)
    criterion = optional(_("Criterion"), ())
    risk = optional(_("Risk"), choices.Risk.choices)
    status = forms.ChoiceField(
        label=_("State"), required=False, choices=Household.Status.choices, initial="active"
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("area", _("Village and code")), ("name", _("Householder's name"))],
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add_options("division", self._places(user))
        self._add_options(
            "criterion", [each for names in panels.criteria for each in names().items()]
        )
        for field in self.fields.values():
            field.widget.attrs["data-send-on-change"] = ""

    def filters(self) -> dict[str, Any]:
        """What was chosen; a value that is none of the choices counts as not chosen."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def said(self) -> list[str]:
        """The filter in words, for the header of the list."""
        chosen = self.filters()
        return [
            str(dict(self.fields[name].choices)[value])  # type: ignore[attr-defined]
            for name, value in chosen.items()
            if name != "sort" and (name, value) != ("status", "active")
        ]

    def _add_options(self, name: str, options: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [("", _("All")), *options]

    def _places(self, user: User) -> list[tuple[str, str]]:
        """What lies directly below the user's areas, and along the way to the place chosen."""
        chosen = str(self.data.get("division", ""))
        above = [chosen[:length].ljust(12, "0") for length in (6, 9) if len(chosen) == 12]
        tops = listing.places(user)
        mine = Q(parent__in=tops) | Q(code__in=[top.code for top in tops])
        on_the_way = Q(parent__in=[code for code in above if any(t.contains(code) for t in tops)])
        found = Division.objects.filter(mine | on_the_way).order_by("code")
        indent = {"township": "", "village": "　"}
        return [(place.code, indent.get(place.level, "") + place.name) for place in found]


class SearchForm(forms.Form):
    text = forms.CharField(
        label=_("Search"),
        max_length=60,
        strip=True,
        widget=forms.TextInput(
            attrs={
                "placeholder": _("Name, ID number, phone or household code"),
                "autocomplete": "off",
                "data-search": "",
                "type": "search",
            }
        ),
    )


class PurposeForm(forms.Form):
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)


class ExportForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("Personal numbers"),
        required=False,
        choices=[("", _("Masked"))],
        help_text=_("In full only for a purpose, which is recorded."),
    )

    def __init__(self, *args: Any, may_unmask: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_unmask:
            field = self.fields["purpose"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
            full = [
                (value, _("In full: {purpose}").format(purpose=label))
                for value, label in Purpose.choices
            ]
            field.choices = [("", _("Masked")), *full]


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class DayForm(forms.Form):
    on = forms.DateField(label=_("As on"), required=False, widget=day_input())

    def past(self) -> date | None:
        """The day asked for, where it is over."""
        day: date | None = self.cleaned_data["on"] if self.is_valid() else None
        return day if day and day < timezone.localdate() else None

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return day
