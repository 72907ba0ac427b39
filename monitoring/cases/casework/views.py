"""The page of a case and the acts on it; an act that is refused shows the page with the reason."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.cases.casework import actions, clocks, panels, reading, verdicts
from monitoring.cases.casework.attachments import shown
from monitoring.cases.casework.forms import AttachForm, PauseForm, VerdictForm
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.screening.explain import explain
from monitoring.screening.seen import effects_seen_by


@require_safe
def case(request: Request, pk: int) -> HttpResponse:
    return _page(request, _case(request, pk, "cases.view"))


@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    step = get_visible_or_404(CaseStep, request.user, pk=pk)
    require(request.user, f"cases.{step.level}", step.division_id)
    form = VerdictForm(request.POST, step=step, steps=list(step.case.procedure.steps.all()))
    return _acted(
        request,
        step.case,
        form,
        lambda: verdicts.decide(step, by=request.user, **form.cleaned_data),
        _("%(step)s: decided.") % {"step": step},
    )


@require_POST
def pause(request: Request, pk: int) -> HttpResponse:
    case = _case(request, pk, "cases.pause")
    form = PauseForm(request.POST)
    return _acted(
        request,
        case,
        form,
        lambda: clocks.pause(case, by=request.user, **form.cleaned_data),
        _("The clock is stopped."),
    )


@require_POST
def resume(request: Request, pk: int) -> HttpResponse:
    case = _case(request, pk, "cases.pause")
    return _acted(
        request,
        case,
        forms.Form(request.POST),
        lambda: clocks.resume(case, by=request.user),
        _("The clock runs again; the limits moved by the days it stood."),
    )


@require_POST
def green(request: Request, pk: int) -> HttpResponse:
    case = _case(request, pk, "cases.pause")
    return _acted(
        request,
        case,
        forms.Form(request.POST),
        lambda: clocks.open_green_channel(case.episode, by=request.user),
        _("The green channel is open: help can begin now."),
    )


@require_POST
def attach(request: Request, pk: int) -> HttpResponse:
    case = _case(request, pk, "cases.attach")
    form = AttachForm(request.POST, request.FILES, case=case)
    return _acted(
        request,
        case,
        form,
        lambda: actions.attach(case, by=request.user, **form.cleaned_data),
        _("Attached."),
    )


@require_safe
def file(request: Request, pk: int, file_pk: int) -> FileResponse:
    """A paper of the case, for whoever sees the case."""
    kept = get_object_or_404(_case(request, pk, "cases.view").files, pk=file_pk)
    return shown(kept.file, kept.name)


def _case(request: Request, pk: int, permission: str) -> Case:
    """404 outside the area, 403 inside it without the permission."""
    case = get_visible_or_404(Case, request.user, pk=pk)
    require(request.user, permission, None if permission == "cases.view" else case.division_id)
    return case


def _acted(
    request: Request, case: Case, form: forms.Form, act: Callable[[], object], said: str
) -> HttpResponse:
    if accepted(form, act):
        messages.success(request, said)
        return redirect(case)
    return _page(request, case, refused=form)


def _page(request: Request, case: Case, refused: forms.Form | None = None) -> HttpResponse:
    """`refused` is a form whose act was refused: it stands again where it was, with the reason."""
    running, place = case.status == Case.Status.RUNNING, case.division_id
    context = {
        "case": case,
        "refused": refused,
        "clock": reading.clock(case),
        "steps": reading.open_steps(case, request.user, refused),
        "files": case.files.select_related("by"),
        "timeline": reading.timeline(case),
        "explanation": explain(case.household, effects_seen_by(request.user)),
        "episodes": case.household.episodes.with_cases(),
        "panels": panels.rendered(case, request),
        "may_pause": running and may(request.user, "cases.pause", place),
        "pausing": refused if isinstance(refused, PauseForm) else PauseForm(),
        "may_attach": running and may(request.user, "cases.attach", place),
        "attaching": refused if isinstance(refused, AttachForm) else AttachForm(case=case),
    }
    return render(request, "monitoring/casework/case.html", context)
