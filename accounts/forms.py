"""Parsing of the account and audit pages' input."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.departments import Department
from accounts.events import Event
from accounts.models import Division, Post, User
from accounts.reach import gives


def refuse(form: forms.BaseForm, error: ValidationError) -> None:
    """Put what an action refused beside the field it is about."""
    problems = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for field, messages in problems.items():
        form.add_error(field if field in form.fields else None, messages)


# The stubs make these two generic; at run time they take no parameter. Forms inherit from here.
class ModelForm(forms.ModelForm):  # type: ignore[type-arg]
    pass


class PartForm(ModelForm):
    """Asks for a part of a row: the action checks the whole, with what the form does not ask."""

    def _post_clean(self) -> None:
        """Not here."""


class ModelChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    pass


class CountyField(ModelChoiceField):
    """Where something holds: in one county, or in every one."""

    def __init__(self) -> None:
        counties = Division.objects.filter(level=Division.Level.COUNTY)
        super().__init__(counties, required=False, label=_("Where"), empty_label=_("Every county"))


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class AmountField(forms.DecimalField):
    """Yuan and fen, never negative."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_digits=11, decimal_places=2, **options)


class MonthField(forms.DateField):
    """A month; its value is the first day of it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Month"))
        widget = forms.DateInput({"type": "month"}, format="%Y-%m")
        super().__init__(input_formats=["%Y-%m"], widget=widget, **options)


class DivisionField(forms.CharField):
    """A division of the user's area, typed by name or code; the page suggests while typing.

    Set `among` to the divisions allowed. Show it with components/division_field.html.
    """

    among: QuerySet[Division]
    default_error_messages = {
        "none": _("No division of your area is called so. Type a part of its name, then choose."),
        "several": _("Several divisions are called so. Choose one of the suggestions."),
    }

    def __init__(self, **options: Any) -> None:
        attrs = {
            "list": "division-options",
            "autocomplete": "off",
            "hx-get": reverse_lazy("accounts:division-options"),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": "#division-options",
            "hx-sync": "this:replace",
        }
        options.setdefault("label", _("Division"))
        super().__init__(widget=forms.TextInput(attrs), **options)

    def clean(self, value: Any) -> Division | None:
        typed = super().clean(value)
        if not typed:
            return None
        code = re.search(r"\d{12}", typed)
        found = self.among.filter(**({"code": code.group()} if code else {"name": typed}))[:2]
        if len(found) != 1:
            problem = "several" if found else "none"
            raise ValidationError(self.error_messages[problem], problem)
        return found[0]


class AccountFilter(forms.Form):
    words = forms.CharField(label=_("Name, user name or phone"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    division = DivisionField(required=False)

    def __init__(self, *args: Any, divisions: QuerySet[Division], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [("", _("All roles")), *Post.Role.choices]  # type: ignore[attr-defined]
        self.fields["division"].among = divisions  # type: ignore[attr-defined]


class PostForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"))
    division = DivisionField(help_text=_("Type a part of the name, then choose."))
    department = forms.ChoiceField(
        label=_("Department"),
        required=False,
        choices=[("", _("None")), *Department.choices],
        help_text=_("For a department office: its feeds and tasks come by it."),
    )
    starts = forms.DateField(
        label=_("In the post from"), widget=DateInput, initial=timezone.localdate
    )
    ends = forms.DateField(label=_("In the post until"), widget=DateInput, required=False)

    def __init__(self, *args: Any, by: User, divisions: QuerySet[Division], **options: Any) -> None:
        super().__init__(*args, **options)
        given = gives(by)
        choices = [(role, label) for role, label in Post.Role.choices if role in given]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        self.fields["division"].among = divisions  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    full_name = forms.CharField(label=_("Full name"), max_length=60)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"inputmode": "tel"}),
    )


class AccountForm(PostForm, PersonForm):
    username = forms.CharField(label=_("User name"), max_length=150)

    field_order = ("full_name", "username", "phone")


class ClosePostForm(forms.Form):
    ends = forms.DateField(
        label=_("Last day of the post"), widget=DateInput, initial=timezone.localdate
    )


class OwnPasswordForm(PasswordChangeForm):
    """A new one: who made the temporary password still knows it."""

    def clean_new_password1(self) -> Any:
        new = self.cleaned_data["new_password1"]
        if self.user.check_password(new):
            raise ValidationError(_("This is the old password. Choose another one."))
        return new


class AuditFilter(forms.Form):
    event = forms.ChoiceField(
        label=_("What"), required=False, choices=[("", _("Everything")), *Event.choices]
    )
    person = forms.CharField(label=_("Who"), required=False)
    division = DivisionField(required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=DateInput)

    def __init__(self, *args: Any, divisions: QuerySet[Division], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["division"].among = divisions  # type: ignore[attr-defined]


def accepted(form: forms.BaseForm, act: Callable[[], Any]) -> bool:
    """Whether the form holds and the action did it; why it was refused is said on the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except ValidationError as refused:
        refuse(form, refused)
    return not form.errors
