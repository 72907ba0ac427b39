"""What the lists of rolls are narrowed to, what is found of differences, what a roll means."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import ModelForm
from assistance.schemes.rolls.models import Roll, RollDifference
from assistance.schemes.rolls.querysets import EntryQuerySet, RollDifferenceQuerySet
from monitoring.feeds.catalogue.rolls import OFF_ROLL, ON_ROLL, RECKONED
from monitoring.lists.forms import ListFilter, Order, any_of
from monitoring.lists.places import Viewer

STATES = {"": _("To be looked at"), "settled": _("Settled")}
TAKEN_IN = {each.name: each.choices for each in RECKONED if each.choices}
MONTHS = 24


class EntryFilter(ListFilter[EntryQuerySet]):
    status = any_of(_("Status"), [(ON_ROLL, _("On the roll")), (OFF_ROLL, _("Left the roll"))])
    entry = any_of(_("Taken in as"), [(said, said) for said in TAKEN_IN["entry"]])

    def __init__(self, data: Any, *, user: Viewer, **options: Any) -> None:
        super().__init__(data, user=user, **options)
        names = Roll.objects.values_list("name", flat=True)
        self.fields["roll"] = any_of(_("Roll"), [(name, name) for name in names])
        self.fields["month"] = any_of(_("Month"), _months(), empty=_("Every month"))
        self.order_fields(["division", "month", "roll"])

    def narrow(self, rows: EntryQuerySet) -> EntryQuerySet:
        found, chosen = super().narrow(rows), self.cleaned_data
        if chosen["roll"]:
            found = found.filter(topic=chosen["roll"])
        if chosen["month"]:
            found = found.filter(starts=date.fromisoformat(f"{chosen['month']}-01"))
        said = {f"data__{name}": chosen[name] for name in ("status", "entry") if chosen[name]}
        return found.filter(**said)


class DifferenceFilter(ListFilter[RollDifferenceQuerySet]):
    state = forms.ChoiceField(choices=STATES.items(), required=False, widget=forms.HiddenInput)
    kind = any_of(_("What differs"), RollDifference.Kind.choices)

    orders: ClassVar = {
        "": Order(_("Newest first"), ("id",), descending=True),
        "roll": Order(_("By roll"), ("roll_id", "id")),
    }
    tabs = "state"

    def __init__(self, data: Any, *, user: Viewer, **options: Any) -> None:
        super().__init__(data, user=user, **options)
        rolls = Roll.objects.values_list("pk", "name")
        self.fields["roll"] = any_of(_("Roll"), rolls)

    def narrow(self, rows: RollDifferenceQuerySet) -> RollDifferenceQuerySet:
        found, chosen = super().narrow(rows), self.cleaned_data
        found = found.settled() if chosen["state"] else found.unsettled()
        said = {name: chosen[name] for name in ("kind", "roll") if chosen[name]}
        return found.filter(**said)


class SettleForm(forms.Form):
    reason = forms.CharField(
        label=_("What you found"), max_length=200,
        help_text=_("For all that are ticked. They come back once the roll says otherwise."),
    )  # fmt: skip


class RollForm(ModelForm):
    class Meta:
        model = Roll
        fields = ("measure", "income", "monthly")


def _months() -> list[tuple[str, str]]:
    """The last ones, newest first."""
    this = timezone.localdate()
    numbers = (this.year * 12 + this.month - 1 - back for back in range(MONTHS))
    told = [f"{number // 12}-{number % 12 + 1:02d}" for number in numbers]
    return [(month, month) for month in told]
