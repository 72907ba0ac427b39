"""Parsing of what is entered about a client."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.departments import Department
from accounts.forms import DateInput
from accounts.models import Division, Post, User
from accounts.scope import visible
from monitoring.feeds.clients import offers
from monitoring.feeds.clients.models import Client, Scope
from monitoring.feeds.clients.querysets import ClientQuerySet, Standing
from monitoring.lists.forms import ListFilter, any_of


class ClientFilter(ListFilter[ClientQuerySet]):
    standing = any_of(_("State"), Standing.choices)

    def narrow(self, rows: ClientQuerySet) -> ClientQuerySet:
        which, rows = self.cleaned_data["standing"], super().narrow(rows)
        return rows.standing(which) if which else rows

    def find(self, rows: ClientQuerySet, searched: Mapping[str, Any]) -> ClientQuerySet:
        return rows.named(searched["words"])


class Lines(forms.CharField):
    """One of a list in each line."""

    widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})

    def to_python(self, value: Any) -> Any:
        return (super().to_python(value) or "").split()

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class AllowedForm(forms.Form):
    purpose = forms.CharField(label=_("Purpose"), max_length=200)
    legal_basis = forms.CharField(
        label=_("Legal basis"),
        max_length=200,
        help_text=_("The document with its number, and the agreement with the department."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("May do"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    feeds = forms.MultipleChoiceField(
        label=_("Feeds it sends"), widget=forms.CheckboxSelectMultiple, required=False
    )
    fields_read = forms.MultipleChoiceField(
        label=_("Fields it reads"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Only what the purpose needs. Everything else stays out of every answer."),
    )
    addresses = Lines(
        label=_("Calls come from"),
        help_text=_(
            "One network in each line, as 10.1.2.3 or 10.1.2.0/24; 0.0.0.0/0 is everywhere."
        ),
    )
    per_minute = forms.IntegerField(
        label=_("Calls per minute"), min_value=1, max_value=6000, initial=60
    )
    expires_on = forms.DateField(label=_("Last day"), widget=DateInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices in (
            ("feeds", list(offers.feeds.items())),
            ("fields_read", offers.by_resource()),
        ):
            cast("forms.MultipleChoiceField", self.fields[name]).choices = choices

    @property
    def allowed(self) -> dict[str, Any]:
        """As the actions name it; a form has fields of its own."""
        named = {"fields_read": "fields"}
        return {named.get(name, name): value for name, value in self.cleaned_data.items()}


class ClientForm(AllowedForm):
    division = forms.ModelChoiceField(Division.objects.none(), label=_("For the area of"))
    department = forms.ChoiceField(
        label=_("Department"), choices=[("", _("Choose the department")), *Department.choices]
    )
    name = forms.CharField(
        label=_("Name of the program"),
        max_length=60,
        help_text=_("Area, department and name stay as they are from then on."),
    )

    field_order = ("division", "department", "name")

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        places = visible(Division, by).filter(level__in=Post.LEVELS[Post.Role.DEPARTMENT])
        division = cast("forms.ModelChoiceField[Division]", self.fields["division"])
        division.queryset = places
        division.initial = places.order_by("code").first()


def known(client: Client) -> dict[str, Any]:
    """What the form shows of a client that is there."""
    names = ("purpose", "legal_basis", "scopes", "feeds", "addresses", "per_minute", "expires_on")
    return {name: getattr(client, name) for name in names} | {"fields_read": client.fields}
