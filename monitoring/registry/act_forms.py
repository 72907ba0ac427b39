"""What a person says when a household or its people move, part or end."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, Post, User
from accounts.scope import inside, visible
from monitoring.registry import choices
from monitoring.registry.edit_forms import note_field
from monitoring.registry.forms import day_input
from monitoring.registry.models import Household, Member
from monitoring.registry.querysets import cleaned

STAYS = ("", _("Stays here"))
NOT_HEAD = [option for option in choices.Relation.choices if option[0] != choices.Relation.HEAD]


class ReasonForm(forms.Form):
    note = note_field()


class LeaveForm(ReasonForm):
    how = forms.ChoiceField(
        label=_("Why"), choices=[each for each in Member.Status.choices if each[0] != "active"]
    )
    on = forms.DateField(label=_("Day"), initial=timezone.localdate, widget=day_input())
    new_head: Any = forms.ModelChoiceField(
        label=_("New householder"), queryset=Member.objects.none(), required=False
    )
    field_order = ("how", "on", "new_head", "note")

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = member.household.members.active().exclude(pk=member.pk)
        if member.relation == choices.Relation.HEAD and others.exists():
            self.fields["new_head"].queryset = others.head_first()  # type: ignore[attr-defined]
            self.fields["new_head"].required = True
        else:
            del self.fields["new_head"]


class RelationsForm(ReasonForm):
    """One choice per active member: the relation to the other householder, or that they stay."""

    may_be: tuple[tuple[str, Any], ...] = ()
    must_go = False

    def __init__(self, *args: Any, household: Household, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.household = household
        for member in household.members.active().head_first():
            if self.may_go(member):
                self.fields[f"member-{member.pk}"] = forms.ChoiceField(
                    label=_label(member), required=self.must_go, choices=self.may_be
                )
        self.order_fields([name for name in self.fields if name != "note"])

    def may_go(self, member: Member) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        said["relations"] = {
            int(name.removeprefix("member-")): said.pop(name)
            for name in [name for name in said if name.startswith("member-")]
        }
        said["relations"] = {pk: relation for pk, relation in said["relations"].items() if relation}
        return said


class SplitForm(RelationsForm):
    code = forms.CharField(label=_("Code of the new household"), max_length=40)
    may_be = (STAYS, *choices.Relation.choices)

    def may_go(self, member: Member) -> bool:
        return str(member.relation) != choices.Relation.HEAD

    def clean_code(self) -> str:
        return cleaned(self.cleaned_data["code"])


class MergeForm(RelationsForm):
    into: Any = forms.CharField(label=_("Code of the household they join"), max_length=40)
    may_be = (("", "—"), *NOT_HEAD)
    must_go = True

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_into(self) -> Household:
        code = cleaned(self.cleaned_data["into"])
        found = visible(Household, self.user).filter(code=code).first()
        if found is None:
            raise forms.ValidationError(_("There is no household with this code in your area."))
        return found


class MoveForm(ReasonForm):
    to: Any = forms.ModelChoiceField(label=_("To the village"), queryset=Division.objects.none())
    field_order = ("to", "note")

    def __init__(self, *args: Any, areas: list[Division], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        villages = Division.objects.filter(inside(areas, "code"), level=Division.Level.VILLAGE)
        field = self.fields["to"]
        field.queryset = villages.select_related("parent")  # type: ignore[attr-defined]
        field.label_from_instance = _village  # type: ignore[attr-defined]


class EndForm(ReasonForm):
    how = forms.TypedChoiceField(
        label=_("Why"),
        coerce=Household.Status,
        choices=[
            (status.value, status.label)
            for status in (Household.Status.MOVED_AWAY, Household.Status.DIED_OUT)
        ],
    )
    on = forms.DateField(label=_("Day"), initial=timezone.localdate, widget=day_input())
    field_order = ("how", "on", "note")


class PairForm(forms.Form):
    """Helpers with a post in the household's county, and those who have it above."""

    helper: Any = forms.ModelChoiceField(label=_("Helper"), queryset=User.objects.none())

    def __init__(self, *args: Any, household: Household, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        county = household.division_id[:6]
        held = Post.objects.current().filter(role=Post.Role.HELPER)
        near = held.filter(Q(division__code__startswith=county) | Q(division_id__in=_above(county)))
        field = self.fields["helper"]
        field.queryset = User.objects.filter(pk__in=near.values("user"), is_active=True)  # type: ignore[attr-defined]


def _above(county: str) -> list[str]:
    return [county[:4].ljust(12, "0"), county[:2].ljust(12, "0")]


def _label(member: Member) -> str:
    relation = member.get_relation_display() if member.relation else "—"
    return f"{member.name}（{relation}）"


def _village(village: Division) -> str:
    return f"{village.parent} {village}"
