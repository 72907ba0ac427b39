"""What the pages of disposals ask for."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import CountyField, DateInput, ModelForm, PartForm
from assets.disposal.choices import Way
from assets.disposal.models import Disposal, Requirement
from assets.disposal.querysets import DisposalQuerySet
from assets.disposal.requirements import ways
from assets.files.forms import PaperField
from assets.ledger.models import Asset
from assets.rights.models import Right
from monitoring.lists.forms import ListFilter, any_of


class TermsForm(PartForm):
    class Meta:
        model = Disposal
        fields = (
            "way", "reason", "taker_kind", "taker", "document", "price", "below_because",
        )  # fmt: skip

    def __init__(self, data: Any, *, asset: Asset, **options: Any) -> None:
        super().__init__(data, **options)
        fitting = [(way.value, way.label) for way in ways(asset)]
        self.fields["way"] = forms.ChoiceField(
            label=pgettext_lazy("disposal", "Way"), choices=fitting
        )
        self.fields["taker_kind"] = forms.ChoiceField(
            label=_("Kind of taker"), required=False,
            choices=[("", _("Nobody takes it over")), *Right.Holder.choices],
        )  # fmt: skip


class PaperForm(PartForm):
    upload = PaperField()


class AppraisalForm(PaperForm):
    class Meta:
        model = Disposal
        fields = ("appraised",)


class DecisionForm(PaperForm):
    class Meta:
        model = Disposal
        fields = ("decided_on",)
        widgets: ClassVar = {"decided_on": DateInput}


class NoticeForm(PaperForm):
    class Meta:
        model = Disposal
        fields = ("notice_from", "notice_until")
        widgets: ClassVar = {"notice_from": DateInput, "notice_until": DateInput}


class OpinionForm(forms.Form):
    opinion = forms.CharField(label=_("Opinion"), max_length=200, required=False)


class RequirementForm(ModelForm):
    class Meta:
        model = Requirement
        fields = (
            "act", "asset_class", "tier", "from_value", "county", "valid_from", "needs_appraisal",
            "may_be_below", "needs_decision", "notice_days", "decider", "document",
        )  # fmt: skip
        widgets: ClassVar = {"valid_from": DateInput}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["county"] = CountyField()


class DisposalFilter(ListFilter[DisposalQuerySet]):
    way = any_of(pgettext_lazy("disposal", "Way"), Way.choices)
    state = any_of(_("State"), Disposal.State.choices)
    only = any_of(_("Only"), [("unpaid", _("Proceeds not received in full"))])

    def narrow(self, rows: DisposalQuerySet) -> DisposalQuerySet:
        chosen = {name: self.cleaned_data[name] for name in ("way", "state")}
        rows = super().narrow(rows).filter(**{name: said for name, said in chosen.items() if said})
        return rows.unpaid() if self.cleaned_data["only"] else rows

    def find(self, rows: DisposalQuerySet, searched: Mapping[str, Any]) -> DisposalQuerySet:
        words = searched["words"]
        return rows.filter(Q(asset__name__icontains=words) | Q(asset__number__icontains=words))
