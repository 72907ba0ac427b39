"""Pages that change one household: each binds a form, calls one action, goes back."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import areas, get_visible_or_404
from monitoring.registry import act_forms, actions, edit_forms, restructuring
from monitoring.registry.act import ChangedMeanwhileError
from monitoring.registry.edit_forms import EditForm
from monitoring.registry.models import Household, LivingConditions, Member, Pairing, Statement


def household_edit(request: Request, pk: int) -> HttpResponse:
    household = _household(request, pk)
    form = edit_forms.HouseholdForm(request.POST or None, instance=household)
    return _edited(
        request, household, form, _("Edit the household"), actions.edit_household, household
    )


def conditions_edit(request: Request, pk: int) -> HttpResponse:
    household = _household(request, pk)
    known = getattr(household, "conditions", None) or LivingConditions(household=household)
    form = edit_forms.ConditionsForm(request.POST or None, instance=known)
    title = _("Edit the living conditions")
    return _edited(
        request, household, form, title, actions.edit_conditions, household, "conditions"
    )


def statement_add(request: Request, pk: int) -> HttpResponse:
    household = _household(request, pk)
    form = edit_forms.NewStatementForm(
        request.POST or None, instance=Statement(household=household)
    )
    title = _("Add a yearly statement")
    return _edited(request, household, form, title, actions.add_statement, household, "income")


def statement_edit(request: Request, pk: int) -> HttpResponse:
    statement = get_visible_or_404(Statement, request.user, pk=pk)
    household = _household(request, statement.household_id)
    form = edit_forms.StatementForm(request.POST or None, instance=statement)
    title = _("Edit the statement of {year}").format(year=statement.year)
    return _edited(request, household, form, title, actions.edit_statement, statement, "income")


def member_add(request: Request, pk: int) -> HttpResponse:
    household = _household(request, pk)
    form = edit_forms.NewMemberForm(request.POST or None, instance=Member(household=household))
    return _edited(request, household, form, _("Add a member"), actions.add_member, household)


def member_edit(request: Request, pk: int) -> HttpResponse:
    member = get_visible_or_404(Member, request.user, pk=pk)
    household = _household(request, member.household_id)
    form = edit_forms.MemberForm(request.POST or None, instance=member)
    title = _("Edit {name}").format(name=member.name)
    return _edited(request, household, form, title, actions.edit_member, member)


def member_leave(request: Request, pk: int) -> HttpResponse:
    member = get_visible_or_404(Member, request.user, pk=pk)
    household = _household(request, member.household_id)
    form = act_forms.LeaveForm(request.POST or None, member=member)
    title = _("{name} leaves the household").format(name=member.name)
    return _acted(request, household, form, title, actions.member_leaves, member)


def member_return(request: Request, pk: int) -> HttpResponse:
    member = get_visible_or_404(Member, request.user, pk=pk)
    household = _household(request, member.household_id)
    form = act_forms.ReasonForm(request.POST or None)
    title = _("{name} returns to the household").format(name=member.name)
    return _acted(request, household, form, title, actions.member_returns, member)


def household_split(request: Request, pk: int) -> HttpResponse:
    household = _household(request, pk)
    form = act_forms.SplitForm(request.POST or None, household=household)
    title = _("Split the household")
    return _acted(request, household, form, title, restructuring.split_household, household)


def household_merge(request: Request, pk: int) -> HttpResponse:
    household = _household(request, pk)
    form = act_forms.MergeForm(request.POST or None, household=household, user=request.user)
    title = _("Merge into another household")
    return _acted(request, household, form, title, restructuring.merge_households, household)


def household_move(request: Request, pk: int) -> HttpResponse:
    household = _household(request, pk)
    form = act_forms.MoveForm(request.POST or None, areas=areas(request.user))
    title = _("Move to another village")
    return _acted(request, household, form, title, restructuring.move_household, household)


def household_end(request: Request, pk: int) -> HttpResponse:
    household = _household(request, pk)
    form = act_forms.EndForm(request.POST or None)
    title = _("The household ends")
    return _acted(request, household, form, title, restructuring.household_ends, household)


def pairing_add(request: Request, pk: int) -> HttpResponse:
    household = _household(request, pk)
    form = act_forms.PairForm(request.POST or None, household=household)
    return _acted(request, household, form, _("Pair with a helper"), actions.pair_helper, household)


@require_POST
def pairing_end(request: Request, pk: int) -> HttpResponse:
    pairing = get_visible_or_404(Pairing, request.user, pk=pk)
    household = _household(request, pairing.household_id)
    try:
        actions.end_pairing(pairing, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("registry:household-detail", household.pk)


def _household(request: Request, pk: int) -> Household:
    """The household, for somebody who may change it: 404 outside the area, 403 inside."""
    household = get_visible_or_404(Household, request.user, pk=pk)
    require(request.user, "households.change", household.division_id)
    return household


def _edited(
    request: Request,
    household: Household,
    form: EditForm,
    title: str,
    action: Callable[..., Any],
    row: Any,
    tab: str = "members",
) -> HttpResponse:
    def act() -> None:
        seen = {} if form.instance._state.adding else {"seen": form.seen}
        action(row, by=request.user, note=form.cleaned_data["note"], **seen, **form.values)

    return _done(request, household, form, title, act, tab)


def _acted(
    request: Request,
    household: Household,
    form: BaseForm,
    title: str,
    action: Callable[..., Any],
    row: Any,
) -> HttpResponse:
    return _done(
        request, household, form, title, lambda: action(row, by=request.user, **form.cleaned_data)
    )


def _done(
    request: Request,
    household: Household,
    form: BaseForm,
    title: str,
    act: Callable[[], Any],
    tab: str = "members",
) -> HttpResponse:
    back = f"{reverse('registry:household-detail', args=[household.pk])}?tab={tab}"
    if request.method == "POST" and form.is_valid() and _accepted(form, act):
        messages.success(request, _("Saved."))
        return redirect(back)
    context: Mapping[str, Any] = {
        "form": form,
        "title": title,
        "household": household,
        "back": back,
    }
    return render(request, "monitoring/registry/change.html", context)


def _accepted(form: BaseForm, act: Callable[[], Any]) -> bool:
    """Whether the action did it; why it refused is said on the form."""
    try:
        act()
    except ChangedMeanwhileError as meanwhile:
        assert isinstance(form, EditForm)  # noqa: S101  # only edits compare with what was seen
        form.put(meanwhile.current)
        form.add_error(None, meanwhile.message)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
    else:
        return True
    return False
