"""Plans: the list, one plan with its measures and suggestions, and what is done about it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assistance.plans import actions
from assistance.plans.forms import AddForm, ContactForm, ItemForm, ReasonForm
from assistance.plans.lists import PLANS, items_seen_by, plans_seen_by
from assistance.plans.models import Plan, PlanItem
from assistance.plans.rules import problems
from assistance.plans.suggested import of_episode, offered
from monitoring.lists.page import opened
from monitoring.registry.models import Household

SUGGESTED = 8


@require_safe
def plan_list(request: Request) -> HttpResponse:
    return render(request, "assistance/plans/list.html", opened(request, PLANS).context)


@require_POST
def begin(request: Request, pk: int) -> HttpResponse:
    """A plan for the household's episode of today."""
    household = get_visible_or_404(Household, request.user, pk=pk)
    require(request.user, "plans.draft", household.division_id)
    try:
        episode = household.episodes.running().get()
        return redirect(actions.draft(episode, by=request.user))
    except household.episodes.model.DoesNotExist:
        messages.error(request, _("This household is not monitored."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("registry:household-detail", pk)


@require_safe
def plan(request: Request, pk: int) -> HttpResponse:
    return _page(request, _plan(request, pk))


@require_POST
def add(request: Request, pk: int) -> HttpResponse:
    found = _plan(request, pk, "plans.draft")
    form = _add_form(found, request.POST)
    if accepted(form, lambda: actions.add(found, by=request.user, **form.said())):
        messages.success(request, _("Added: %(item)s.") % {"item": form.cleaned_data["measure"]})
        return redirect(found)
    return _page(request, found, add_form=form)


@require_POST
def contact(request: Request, pk: int) -> HttpResponse:
    found = _plan(request, pk, "plans.draft")
    form = ContactForm(request.POST)
    if accepted(form, lambda: actions.name_contact(found, by=request.user, **form.cleaned_data)):
        return redirect(found)
    return _page(request, found, contact_form=form)


@require_http_methods(["GET", "POST"])
def item(request: Request, pk: int) -> HttpResponse:
    """Who sees to a measure, when, with how much."""
    found = _item(request, pk)
    form = ItemForm(request.POST or None, instance=found)
    if form.is_bound and accepted(
        form, lambda: actions.change(found, by=request.user, **form.cleaned_data)
    ):
        return redirect(found.plan)
    return render(request, "assistance/plans/item.html", {"form": form, "item": found})


@require_POST
def take_out(request: Request, pk: int) -> HttpResponse:
    found = _item(request, pk)
    try:
        actions.take_out(found, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(found.plan)


@require_POST
def submit(request: Request, pk: int) -> HttpResponse:
    return _decided(request, pk, "plans.draft", forms.Form(request.POST), actions.submit)


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    return _decided(request, pk, "plans.confirm", forms.Form(request.POST), actions.confirm)


@require_POST
def send_back(request: Request, pk: int) -> HttpResponse:
    return _decided(request, pk, "plans.confirm", ReasonForm(request.POST), actions.send_back)


def _decided(
    request: Request, pk: int, permission: str, form: forms.Form, act: Any
) -> HttpResponse:
    found = _plan(request, pk, permission)
    if accepted(form, lambda: act(found, by=request.user, **form.cleaned_data)):
        messages.success(request, f"{found}：{found.get_state_display()}")
        return redirect(found)
    return _page(request, _plan(request, pk), refused=form)


def _plan(request: Request, pk: int, permission: str = "plans.view") -> Plan:
    """One that the user sees, where they may do what is asked."""
    require(request.user, "plans.view")
    found = get_object_or_404(plans_seen_by(request.user).for_list(), pk=pk)
    if permission != "plans.view":
        require(request.user, permission, found.division_id)
    return found


def _item(request: Request, pk: int) -> PlanItem:
    """Of a plan that the user may change."""
    found = get_object_or_404(items_seen_by(request.user), pk=pk)
    require(request.user, "plans.draft", found.plan.division_id)
    return found


def _add_form(found: Plan, data: Any = None) -> AddForm:
    return AddForm(data, plan=found, measures=offered(found.division_id))


def _page(request: Request, found: Plan, **forms_sent: Any) -> HttpResponse:
    """`forms_sent` are refused ones: they stand again where they were, with the reason."""
    changes = found.is_open_to_changes and may(request.user, "plans.draft", found.division_id)
    waits = found.state == Plan.State.SUBMITTED
    items = found.items.select_related("measure", "member")
    chosen = {(each.measure_id, each.member_id) for each in items}
    context = {
        "plan": found,
        "items": items,
        "changes": changes,
        "decides": waits and may(request.user, "plans.confirm", found.division_id),
        "is_own": found.submitted_by_id == request.user.pk,
        "suggestions": _suggestions(found, chosen) if changes else [],
        "lacking": problems(found) if changes else [],
        "add_form": _add_form(found) if changes else None,
        "contact_form": ContactForm(instance=found) if changes else None,
        "reason_form": ReasonForm(),
    }
    return render(request, "assistance/plans/plan.html", context | forms_sent)


def _suggestions(found: Plan, chosen: set[tuple[int, int | None]]) -> list[Any]:
    suggested = of_episode(found.episode)
    return [
        each
        for each in suggested
        if (each.measure.pk, each.person.pk if each.person else None) not in chosen
    ][:SUGGESTED]
