"""Pages of the catalogue: measures by category, one with its terms over time, and their release."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import refuse
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import areas, get_visible_or_404, visible
from assistance.catalogue import actions
from assistance.catalogue.forms import DraftForm
from assistance.catalogue.models import Measure, Terms
from assistance.catalogue.scope import terms_seen_by
from monitoring.criteria.forms import ReturnForm
from monitoring.criteria.scope import may_here
from monitoring.criteria.sentences import rule
from monitoring.criteria.workflow import RELEASE, SUBMIT


@require_safe
def measure_list(request: Request) -> HttpResponse:
    require(request.user, "criteria.view")
    own = areas(request.user)
    in_force = terms_seen_by(request.user).in_force(
        timezone.localdate(), own[0].code if own else ""
    )
    waiting = visible(Terms, request.user).filter(state=Terms.State.SUBMITTED)
    context = {
        "terms": in_force.order_by("measure__category", "measure__name"),
        "waiting": waiting.select_related("measure", "county"),
    }
    return render(request, "assistance/catalogue/measure_list.html", context)


@require_safe
def measure(request: Request, code: str) -> HttpResponse:
    require(request.user, "criteria.view")
    found = get_object_or_404(Measure, code=code)
    terms = visible(Terms, request.user).filter(measure=found)
    context = {
        "measure": found,
        "terms": terms.select_related("county", "successor"),
        "may_draft": may(request.user, "criteria.change"),
    }
    return render(request, "assistance/catalogue/measure.html", context)


@require_safe
def terms(request: Request, pk: int) -> HttpResponse:
    found, user = _terms(request, pk), request.user
    own = found.made_by_id == user.pk
    releases = not own and may_here(user, "criteria.release", found.county)
    context = {
        "terms": found,
        "eligibility": rule(found.eligibility) if found.eligibility else "",
        "received": rule(found.received) if found.received else "",
        "may_submit": own and found.state in SUBMIT.before,
        "may_release": found.state in RELEASE.before and releases,
        "return_form": ReturnForm(),
    }
    return render(request, "assistance/catalogue/terms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, code: str) -> HttpResponse:
    require(request.user, "criteria.change")
    found = get_object_or_404(Measure, code=code)
    newest = visible(Terms, request.user).filter(measure=found, state="released").first()
    form = DraftForm(request.POST or None, user=request.user, initial=_copied(newest))
    if form.is_valid():
        try:
            made = actions.draft(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect("catalogue:terms", made.pk)
    context = {"measure": found, "form": form}
    return render(request, "assistance/catalogue/draft.html", context)


@require_POST
def submit(request: Request, pk: int) -> HttpResponse:
    done = _("Handed in. A second person releases it.")
    return _act(request, actions.submit, pk, done=done)


@require_POST
def release(request: Request, pk: int) -> HttpResponse:
    return _act(request, actions.release, pk, done=_("Released. It holds from its first day on."))


@require_POST
def return_for_changes(request: Request, pk: int) -> HttpResponse:
    form = ReturnForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    if not note:
        messages.error(request, _("Say what has to change."))
        return redirect("catalogue:terms", _terms(request, pk).pk)
    return _act(request, actions.return_for_changes, pk, done=_("Returned."), note=note)


def _act(
    request: Request, action: Callable[..., object], pk: int, *, done: str, **values: str
) -> HttpResponse:
    """Do it, and say so or why not on the next page."""
    found = _terms(request, pk)
    try:
        action(found, by=request.user, **values)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("catalogue:terms", found.pk)


def _terms(request: Request, pk: int) -> Terms:
    require(request.user, "criteria.view")
    return get_visible_or_404(Terms, request.user, pk=pk)


def _copied(before: Terms | None) -> dict[str, Any]:
    names = ("document", "paying_department", "amount_rule", "amount", "rhythm", "ends_with")
    return {name: getattr(before, name) for name in names} if before else {}
