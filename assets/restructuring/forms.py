"""What the pages of splits, merges and transfers ask for; `assets` end and `parts` begin."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.forms import DateInput, DivisionField, ModelChoiceField, PartForm
from accounts.models import Division, User
from assets.files.forms import PaperField
from assets.ledger.actions import LEVELS
from assets.ledger.models import Asset
from assets.restructuring.models import Former, Restructuring, Successor
from assets.restructuring.querysets import RestructuringQuerySet, mergeable
from assets.restructuring.rules import around
from assets.rights.models import Right
from monitoring.lists.forms import ListFilter, any_of
from monitoring.registry.quantities import ZERO

MOST = 30


class ProposalForm(forms.Form):
    kind: ClassVar[Restructuring.Kind]

    day = forms.DateField(label=gettext_lazy("As of"), widget=DateInput, initial=timezone.localdate)
    reason = forms.CharField(label=pgettext_lazy("asset", "Reason"), max_length=200)
    document = forms.CharField(label=gettext_lazy("Document"), max_length=200)
    upload = PaperField()

    def __init__(self, data: Any, files: Any, *, asset: Asset, user: User) -> None:
        super().__init__(data, files)
        self.asset, self.user = asset, user

    @property
    def assets(self) -> Sequence[Asset]:
        return [self.asset]

    @property
    def parts(self) -> list[Successor]:
        raise NotImplementedError

    @property
    def said(self) -> dict[str, Any]:
        named = ("day", "reason", "document", "upload")
        return {"kind": self.kind} | {name: self.cleaned_data[name] for name in named}


class OthersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, asset: Any) -> str:
        return f"{asset.name} · {asset.number} · {asset.division}"


class RowForm(PartForm):
    class Meta:
        model = Successor
        fields = ("name", "original_value", "division", "place")

    def __init__(self, *args: Any, asset: Asset, **options: Any) -> None:
        super().__init__(*args, **options)
        near = Division.objects.filter(Q(pk=asset.division_id) | Q(parent=asset.division_id))
        self.fields["division"] = ModelChoiceField(
            near, label=_("Division"), initial=asset.division_id, empty_label=None
        )


RowFormSet = forms.formset_factory(RowForm, extra=0, max_num=MOST, validate_max=True)


class CountForm(forms.Form):
    """Into how many."""

    parts = forms.IntegerField(
        label=gettext_lazy("Into how many"), min_value=2, max_value=MOST, initial=2
    )


class SplitForm(ProposalForm):
    kind = Restructuring.Kind.SPLIT

    def __init__(self, data: Any, files: Any, *, asset: Asset, user: User, count: int = 2) -> None:
        super().__init__(data, files, asset=asset, user=user)
        like = {"place": asset.place}
        names = [{"name": f"{asset.name}（{n + 1}）"[:100]} | like for n in range(count)]
        self.rows = RowFormSet(data, prefix="parts", initial=names, form_kwargs={"asset": asset})

    def is_valid(self) -> bool:
        return super().is_valid() and self.rows.is_valid()

    @property
    def parts(self) -> list[Successor]:
        return [Successor(**row.cleaned_data) for row in self.rows]


class MergeForm(ProposalForm):
    kind = Restructuring.Kind.MERGE

    field_order = ("others", "name", "place")

    def __init__(self, data: Any, files: Any, *, asset: Asset, user: User) -> None:
        super().__init__(data, files, asset=asset, user=user)
        self.fields["others"] = OthersField(
            mergeable(asset, user), label=_("Merge it with"), widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one more to merge with.")},
        )  # fmt: skip
        self.fields["name"] = forms.CharField(
            label=_("Name of the asset"), max_length=100, initial=asset.name
        )
        self.fields["place"] = forms.CharField(
            label=_("Where it stands"), max_length=200, required=False, initial=asset.place
        )
        self.order_fields(self.field_order)

    @property
    def assets(self) -> Sequence[Asset]:
        return [self.asset, *self.cleaned_data["others"]]

    @property
    def parts(self) -> list[Successor]:
        said = self.cleaned_data
        value = sum((each.original_value for each in self.assets), ZERO)
        return [
            Successor(
                name=said["name"], place=said["place"], division=around(self.assets),
                original_value=value,
            )
        ]  # fmt: skip


class TransferForm(ProposalForm):
    kind = Restructuring.Kind.TRANSFER
    levels: ClassVar[Sequence[str]] = LEVELS

    def __init__(self, data: Any, files: Any, *, asset: Asset, user: User) -> None:
        super().__init__(data, files, asset=asset, user=user)
        place = DivisionField(
            label=_("Where it belongs afterwards"), initial=asset.division_id,
            help_text=_("Name or code of a village, township or county of the same county."),
        )  # fmt: skip
        county = Division.objects.filter(code__startswith=asset.division_id[:6])
        place.among = county.filter(level__in=self.levels)
        self.fields["division"] = place
        self.fields["holder_kind"] = forms.ChoiceField(
            label=_("Kind of the new owner"), required=False,
            choices=[("", _("The owner stays")), *Right.Holder.choices],
        )  # fmt: skip
        self.fields["holder"] = forms.CharField(
            label=_("New owner"), max_length=100, required=False
        )
        self.order_fields(("division", "holder_kind", "holder"))

    @property
    def parts(self) -> list[Successor]:
        owner = {name: self.cleaned_data[name] for name in ("division", "holder_kind", "holder")}
        like = self.asset
        return [
            Successor(name=like.name, place=like.place, original_value=like.original_value, **owner)
        ]


class CollectiveForm(TransferForm):
    """The owner is the collective of a village."""

    kind = Restructuring.Kind.COLLECTIVE
    levels = (Division.Level.VILLAGE,)

    def __init__(self, data: Any, files: Any, *, asset: Asset, user: User) -> None:
        super().__init__(data, files, asset=asset, user=user)
        self.fields["holder_kind"] = forms.ChoiceField(
            widget=forms.HiddenInput,
            choices=Right.Holder.choices,
            required=False,
        )
        self.fields["holder"].required = True
        self.fields["holder"].label = _("Village collective that takes it over")

    def clean_holder_kind(self) -> str:
        return Right.Holder.COLLECTIVE


class OpinionForm(forms.Form):
    opinion = forms.CharField(label=gettext_lazy("Opinion"), max_length=200, required=False)


class RestructuringFilter(ListFilter[RestructuringQuerySet]):
    kind = any_of(pgettext_lazy("restructuring", "Kind"), Restructuring.Kind.choices)
    state = any_of(gettext_lazy("State"), Restructuring.State.choices)

    def narrow(self, rows: RestructuringQuerySet) -> RestructuringQuerySet:
        chosen = {name: self.cleaned_data[name] for name in ("kind", "state")}
        return super().narrow(rows).filter(**{name: said for name, said in chosen.items() if said})

    def find(
        self, rows: RestructuringQuerySet, searched: Mapping[str, Any]
    ) -> RestructuringQuerySet:
        words = searched["words"]
        of_asset = Q(asset__name__icontains=words) | Q(asset__number__icontains=words)
        return rows.filter(Exists(Former.objects.filter(of_asset, restructuring=OuterRef("pk"))))
