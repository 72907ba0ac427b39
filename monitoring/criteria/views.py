"""Pages of versions and of parameters."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import refuse
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import areas, get_visible_or_404, visible
from monitoring.criteria import actions, packs, parameter_actions
from monitoring.criteria.changes import differences, version_before
from monitoring.criteria.forms import DraftForm, ParameterForm, ReturnForm, VersionForm
from monitoring.criteria.models import ParameterValue, Version
from monitoring.criteria.panels import parameter_panels
from monitoring.criteria.scope import may_here, require_here
from monitoring.criteria.workflow import RELEASE, SUBMIT, State


@require_safe
def version_list(request: Request) -> HttpResponse:
    require(request.user, "criteria.view")
    versions = visible(Version, request.user).select_related("county", "made_by", "released_by")
    values = visible(ParameterValue, request.user).filter(state=State.SUBMITTED)
    in_force = packs.in_force(timezone.localdate(), _place(request))
    context = {
        "in_force": in_force,
        "criteria": in_force.criteria.all(),
        "waiting": [version for version in versions if version.state == State.SUBMITTED],
        "waiting_values": values.select_related("county", "made_by"),
        "versions": versions,
        "may_draft": _may_draft(request),
        "may_try": may(request.user, "criteria.simulate"),
    }
    return render(request, "monitoring/criteria/version_list.html", context)


@require_safe
def version_detail(request: Request, pk: int) -> HttpResponse:
    require(request.user, "criteria.view")
    version = get_visible_or_404(Version, request.user, pk=pk)
    before, judging = version_before(version), packs.judging(version)
    may_submit = version.state in SUBMIT.before and version.made_by_id == request.user.pk
    context = {
        "version": version,
        "criteria": judging.criteria.all(),
        "before": before,
        "differences": differences(before, judging) if before else (),
        "may_submit": may_submit,
        "may_edit": may_submit and not version.back_to_common,
        "may_release": version.state in RELEASE.before and _may_release(request, version),
        "may_try": may(request.user, "criteria.simulate"),
        "return_form": ReturnForm(),
    }
    return render(request, "monitoring/criteria/version_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def version_draft(request: Request) -> HttpResponse:
    require(request.user, "criteria.change")
    form = VersionForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            version = actions.draft(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect("criteria:version", version.pk)
    return render(request, "monitoring/criteria/version_draft.html", {"form": form})


@require_POST
def version_submit(request: Request, pk: int) -> HttpResponse:
    version = get_visible_or_404(Version, request.user, pk=pk)
    _act(request, actions.submit, version, done=_("Handed in. A second person releases it."))
    return redirect("criteria:version", version.pk)


@require_POST
def version_release(request: Request, pk: int) -> HttpResponse:
    version = get_visible_or_404(Version, request.user, pk=pk)
    _act(request, actions.release, version, done=_released(version))
    return redirect("criteria:version", version.pk)


@require_POST
def version_return(request: Request, pk: int) -> HttpResponse:
    version = get_visible_or_404(Version, request.user, pk=pk)
    require_here(request.user, "criteria.release", version.county)
    form = ReturnForm(request.POST)
    if form.is_valid():
        note = form.cleaned_data["note"]
        _act(request, actions.return_for_changes, version, done=_("Returned."), note=note)
    else:
        messages.error(request, _("Say what has to change."))
    return redirect("criteria:version", version.pk)


@require_safe
def parameter_list(request: Request) -> HttpResponse:
    require(request.user, "criteria.view")
    today = timezone.localdate()
    values = visible(ParameterValue, request.user).select_related("county", "made_by")
    context = {
        "panels": parameter_panels(request.user, values, today),
        "may_set": _may_draft(request),
        "may_try": may(request.user, "criteria.simulate"),
    }
    return render(request, "monitoring/criteria/parameter_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def parameter_set(request: Request) -> HttpResponse:
    require(request.user, "criteria.change")
    chosen = {"parameter": request.GET.get("parameter")}
    form = ParameterForm(request.POST or None, user=request.user, initial=chosen)
    if form.is_valid():
        try:
            parameter_actions.set_parameter(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Handed in. A second person releases it."))
            return redirect("criteria:parameter-list")
    return render(request, "monitoring/criteria/parameter_set.html", {"form": form})


@require_POST
def parameter_release(request: Request, pk: int) -> HttpResponse:
    value = get_visible_or_404(ParameterValue, request.user, pk=pk)
    _act(request, parameter_actions.release_parameter, value, done=_released(value))
    return redirect("criteria:parameter-list")


@require_POST
def parameter_return(request: Request, pk: int) -> HttpResponse:
    value = get_visible_or_404(ParameterValue, request.user, pk=pk)
    _act(request, parameter_actions.return_parameter, value, done=_("Returned."))
    return redirect("criteria:parameter-list")


@require_POST
def parameter_confirm(request: Request, pk: int) -> HttpResponse:
    value = get_visible_or_404(ParameterValue, request.user, pk=pk)
    done = _("Confirmed. The notice is gone for 12 months.")
    _act(request, parameter_actions.confirm_parameter, value, done=done)
    return redirect("criteria:parameter-list")


def _act(
    request: Request,
    action: Callable[..., object],
    row: Version | ParameterValue,
    *,
    done: str,
    **values: str,
) -> None:
    """Do it, and say so or why not on the next page."""
    try:
        action(row, by=request.user, **values)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)


def _released(row: Version | ParameterValue) -> str:
    if row.valid_from > timezone.localdate():
        return _("Released. It holds from its first day on.")
    return _("Released. Every household of its area is being screened anew.")


def _may_draft(request: Request) -> bool:
    return DraftForm(user=request.user).anywhere


def _may_release(request: Request, version: Version) -> bool:
    user = request.user
    return version.made_by_id != user.pk and may_here(user, "criteria.release", version.county)


def _place(request: Request) -> str | None:
    """Whose criteria to show first: those of the first division of the person's own."""
    own = areas(request.user)
    return own[0].code if own else None
