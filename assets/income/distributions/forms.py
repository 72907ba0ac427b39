"""What the pages of distributions ask for."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.forms import AmountField, DateInput, DivisionField, ModelForm
from accounts.models import Division, User
from accounts.permissions import MAY
from accounts.scope import areas, inside
from assets.files.forms import PaperField
from assets.income.distributions.checks import allowed
from assets.income.distributions.limits import NOTICE
from assets.income.distributions.models import Distribution, Line, Payout, Spending
from assets.income.distributions.querysets import DistributionQuerySet
from assets.income.distributions.sharing import Part
from assets.income.distributions.workflow import DRAFT
from assistance.schemes.limits.reading import value_or_none
from monitoring.lists.forms import ListFilter, Order, any_of
from monitoring.registry.models import Household, Member

SHARE = pgettext_lazy("distribution", "Share")


class DraftForm(forms.Form):
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2013, max_value=2100)
    half = forms.ChoiceField(
        label=gettext_lazy("Period"),
        choices=[
            ("", gettext_lazy("The whole year")),
            ("1", gettext_lazy("First half")),
            ("2", gettext_lazy("Second half")),
        ],
        required=False,
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, initial={"year": timezone.localdate().year})
        mine = areas(user, MAY[DRAFT])
        village = DivisionField(label=gettext_lazy("Village"))
        village.among = Division.objects.filter(inside(mine, "code"), level=Division.Level.VILLAGE)
        if len(mine) == 1 and mine[0].level == Division.Level.VILLAGE:
            village.initial = f"{mine[0].name} {mine[0].code}"
        self.fields["village"] = village
        self.order_fields(("village", "year", "half"))

    @property
    def days(self) -> tuple[date, date]:
        year, half = self.cleaned_data["year"], self.cleaned_data["half"]
        starts = date(year, 7, 1) if half == "2" else date(year, 1, 1)
        return starts, date(year, 6, 30) if half == "1" else date(year, 12, 31)


class _PartsForm(forms.Form):
    """Of each row an amount or a share of the rest."""

    def __init__(self, data: Any, rows: list[tuple[str, Any, Part]]) -> None:
        super().__init__(data)
        self.keys = [(key, label) for key, label, _part in rows]
        for key, label, part in rows:
            self.fields[f"amount_{key}"] = AmountField(
                label=f"{label}：{_('Amount (yuan)')}", required=False, initial=part.amount
            )
            self.fields[f"share_{key}"] = forms.DecimalField(
                label=f"{label}：{SHARE}", required=False, initial=part.share, min_value=0,
                max_digits=9, decimal_places=4,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        for key, _label in self.keys:
            if self.cleaned_data.get(f"amount_{key}") and self.cleaned_data.get(f"share_{key}"):
                said = _("Enter an amount or a share, not both.")
                self.add_error(f"share_{key}", said)
        return self.cleaned_data

    def part(self, key: str) -> Part | None:
        amount, share = self.cleaned_data[f"amount_{key}"], self.cleaned_data[f"share_{key}"]
        return Part(amount or None, share or None) if amount or share else None

    @property
    def rows(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        return [(label, self[f"amount_{key}"], self[f"share_{key}"]) for key, label in self.keys]


class LinesForm(_PartsForm):
    def __init__(self, data: Any, found: Distribution) -> None:
        lines = {line.use_id: line for line in found.lines.select_related("use")}
        uses = allowed(found.division_id, timezone.localdate())
        super().__init__(data, [(use.pk, use, _said(lines.get(use.pk))) for use in uses])

    @property
    def parts(self) -> dict[str, Part]:
        found = {key: self.part(key) for key, _label in self.keys}
        return {key: part for key, part in found.items() if part}


class PayoutsForm(_PartsForm):
    """An empty row is taken off the list."""

    def __init__(self, data: Any, line: Line) -> None:
        payouts = line.payouts.for_list()
        super().__init__(data, [(str(each.pk), each, _said(each)) for each in payouts])

    @property
    def parts(self) -> dict[int, Part | None]:
        return {int(key): self.part(key) for key, _label in self.keys}


def _said(row: Line | Payout | None) -> Part:
    if row is None:
        return Part()
    return Part(share=row.share.normalize()) if row.share else Part(amount=row.amount)


class RecipientForm(forms.Form):
    """Somebody of the village, by name or code, with an amount or a share."""

    who = forms.CharField(max_length=60)
    amount = AmountField(label=gettext_lazy("Amount (yuan)"), required=False)
    share = forms.DecimalField(
        label=SHARE, required=False, min_value=0, max_digits=9, decimal_places=4, initial=1,
        help_text=gettext_lazy("Of what the amounts leave. Empty where an amount is entered."),
    )  # fmt: skip

    def __init__(self, data: Any, *, line: Line) -> None:
        super().__init__(data)
        measure = line.use.measure
        self.village = line.distribution.division_id
        self.of_person = measure is not None and measure.per == measure.Per.MEMBER
        self.fields["who"].label = (
            _("Name of the person") if self.of_person else _("Householder or household code")
        )
        if self.of_person:
            self.fields["who"].help_text = _(
                "Where two are called so: household code, a space, name."
            )

    def clean(self) -> dict[str, Any]:
        amount, share = self.cleaned_data.get("amount"), self.cleaned_data.get("share")
        if bool(amount) and share == 1:
            share = None  # the share that stands there at first
        if bool(amount) == bool(share):
            raise forms.ValidationError(_("Enter an amount or a share, not both."))
        who = self.cleaned_data.get("who", "").strip()
        member = self._person(who) if self.of_person else None
        household = member.household if member else self._household(who)
        part = Part(amount or None, share or None)
        return {"household": household, "member": member, "part": part}

    def _household(self, who: str) -> Household:
        there = Household.objects.filter(division=self.village, status="active")
        found: Household = _only(list(there.filter(Q(code=who) | Q(head_name=who))[:2]))
        return found

    def _person(self, who: str) -> Member:
        code, _space, name = who.rpartition(" ")
        there = Member.objects.active().filter(household__division=self.village, name=name)
        if code:
            there = there.filter(household__code=code)
        found: Member = _only(list(there.select_related("household")[:2]))
        return found


def _only(found: list[Any]) -> Any:
    if not found:
        raise forms.ValidationError(_("Nobody in this village is called so."))
    if len(found) > 1:
        raise forms.ValidationError(_("Two are called so. Type the household code."))
    return found[0]


class DecideForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("Decided on"), widget=DateInput)
    note = forms.CharField(
        label=gettext_lazy("Who took part, with which result"), max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    upload = PaperField(label=gettext_lazy("Record of the meeting"))


class PostForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("On notice from"), widget=DateInput, initial=timezone.localdate
    )
    until = forms.DateField(label=gettext_lazy("On notice until"), widget=DateInput)
    note = forms.CharField(label=gettext_lazy("Where it hangs"), max_length=200)
    upload = PaperField(label=gettext_lazy("Photo of the notice"))

    def __init__(self, *args: Any, found: Distribution, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        days = value_or_none(NOTICE, today, found.division_id) or Decimal(0)
        self.fields["until"].initial = today + timedelta(days=int(days))


class CheckForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Opinion"), max_length=500, required=False)


class PayForm(forms.Form):
    on = forms.DateField(
        label=gettext_lazy("Paid on"), widget=DateInput, initial=timezone.localdate
    )


class ReasonForm(forms.Form):
    note = forms.CharField(label=pgettext_lazy("distribution", "Reason"), max_length=500)


class SpendingForm(ModelForm):
    class Meta:
        model = Spending
        fields = ("amount", "spent_on", "what", "document")
        widgets: ClassVar = {"spent_on": DateInput}


class DistributionFilter(ListFilter[DistributionQuerySet]):
    year = forms.IntegerField(
        label=gettext_lazy("Year"), required=False, min_value=2013, max_value=2100
    )
    state = any_of(gettext_lazy("State"), Distribution.State.choices)

    orders: ClassVar = {
        "": Order(gettext_lazy("Entered last"), ("id",), descending=True),
        "total": Order(gettext_lazy("Largest amount"), ("total", "id"), descending=True),
    }

    def narrow(self, rows: DistributionQuerySet) -> DistributionQuerySet:
        rows = super().narrow(rows)
        if year := self.cleaned_data["year"]:
            rows = rows.filter(starts_on__year=year)
        state = self.cleaned_data["state"]
        return rows.filter(state=state) if state else rows.live()

    def find(self, rows: DistributionQuerySet, searched: Any) -> DistributionQuerySet:
        return rows.filter(division__name__icontains=searched["words"])
