"""Pages of the catalogue: measures by category, one with its terms over time, and their release."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import areas, get_visible_or_404, visible
from assistance.catalogue import actions
from assistance.catalogue.models import Measure, Terms
from assistance.catalogue.scope import terms_seen_by
from assistance.catalogue.words import differences, facts
from monitoring.criteria.forms import PlaceForm, ReturnForm
from monitoring.criteria.scope import may_here
from monitoring.criteria.workflow import RELEASE, SUBMIT


@require_safe
def measure_list(request: Request) -> HttpResponse:
    user = request.user
    require(user, "criteria.view")
    own = areas(user)
    in_force = terms_seen_by(user).in_force(timezone.localdate(), own[0].code if own else "")
    context = {
        "terms": in_force.order_by("measure__category", "measure__name"),
        "waiting": terms_seen_by(user).waiting(user).select_related("measure", "county"),
        "may_create": PlaceForm(user=user).anywhere,
    }
    return render(request, "assistance/catalogue/measure_list.html", context)


@require_safe
def measure(request: Request, code: str) -> HttpResponse:
    require(request.user, "criteria.view")
    found = get_visible_or_404(Measure, request.user, code=code)
    terms = visible(Terms, request.user).filter(measure=found)
    context = {
        "measure": found,
        "terms": terms.select_related("county", "successor"),
        "may_draft": PlaceForm(user=request.user).anywhere,
        "may_change": may_here(request.user, "criteria.release", found.county),
    }
    return render(request, "assistance/catalogue/measure.html", context)


@require_safe
def terms(request: Request, pk: int) -> HttpResponse:
    found, user = _terms(request, pk), request.user
    own = found.made_by_id == user.pk
    writes = may_here(user, "criteria.change", found.county)
    before = found.to_follow()
    context = {
        "terms": found,
        "facts": facts(found),
        "before": before,
        "differences": differences(found, before) if before else (),
        "may_submit": own and writes and found.state in SUBMIT.before,
        "may_release": found.state in RELEASE.before
        and not own
        and may_here(user, "criteria.release", found.county),
        "return_form": ReturnForm(),
        "ending": found.endings.exclude(state=Terms.State.RETURNED).first(),
        "may_end": writes and found.state == Terms.State.RELEASED and found.valid_to is None,
        "may_write": writes,
        "today": timezone.localdate(),
    }
    return render(request, "assistance/catalogue/terms.html", context)


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
