"""Tasks: the list, one task with what can be done about it, handing one over, their kinds."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted, refuse
from accounts.models import Division
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.cases.casework.attachments import shown
from monitoring.cases.casework.models import Case
from monitoring.cases.visits.models import Visit
from monitoring.feeds.tasks import actions, reading
from monitoring.feeds.tasks.forms import FORMS, VERBS, GiveForm, KindFormSet
from monitoring.feeds.tasks.lists import TASKS
from monitoring.feeds.tasks.models import Task
from monitoring.feeds.tasks.querysets import TaskKindQuerySet
from monitoring.feeds.tasks.workflow import open_to
from monitoring.lists.page import opened
from monitoring.registry.models import Household


@require_safe
def task_list(request: Request) -> HttpResponse:
    page = opened(request, TASKS)
    place = page.form.place
    is_village = place is not None and place.level == Division.Level.VILLAGE
    context = page.context | {
        "rows": reading.rows(page.rows, request.user),
        "village": place if is_village and may(request.user, "tasks.give", place.code) else None,
    }
    return render(request, "monitoring/tasks/list.html", context)


@require_safe
def task(request: Request, pk: int) -> HttpResponse:
    return _page(request, _task(request, pk))


@require_POST
def act(request: Request, pk: int, act: str) -> HttpResponse:
    found = _task(request, pk)
    form = FORMS[act](request.POST, request.FILES)
    if accepted(form, lambda: ACTS[act](found, by=request.user, **form.cleaned_data)):
        messages.success(request, f"{found}：{found.get_state_display()}")
        return redirect(found)
    return _page(request, _task(request, pk), act, form)


@require_safe
def file(request: Request, pk: int, step: int) -> FileResponse:
    """What was attached, for whoever sees the task."""
    found = get_object_or_404(_task(request, pk).steps.exclude(file=""), pk=step)
    return shown(found.file, found.get_act_display())


@require_http_methods(["GET", "POST"])
def give_household(request: Request, pk: int) -> HttpResponse:
    household = get_visible_or_404(Household, request.user, pk=pk)
    return _give(request, household.division, household=household)


@require_http_methods(["GET", "POST"])
def give_case(request: Request, pk: int) -> HttpResponse:
    case = get_visible_or_404(Case, request.user, pk=pk)
    return _give(request, case.division, household=case.household, case=case)


@require_http_methods(["GET", "POST"])
def give_visit(request: Request, pk: uuid.UUID) -> HttpResponse:
    visit = get_visible_or_404(Visit, request.user, pk=pk)
    return _give(request, visit.division, household=visit.household, visit=visit)


@require_http_methods(["GET", "POST"])
def give_village(request: Request, code: str) -> HttpResponse:
    level = Division.Level.VILLAGE
    return _give(request, get_visible_or_404(Division, request.user, code=code, level=level))


@require_http_methods(["GET", "POST"])
def kinds(request: Request) -> HttpResponse:
    """What is asked of which department, kept by an administrator."""
    require(request.user, "procedures.change")
    form = KindFormSet(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.keep_kinds(form.save(commit=False), by=request.user)
        messages.success(request, _("Saved."))
        return redirect("tasks:kinds")
    return render(request, "monitoring/tasks/kinds.html", {"formset": form})


ACTS = {name: getattr(actions, name) for name in FORMS}


def _give(request: Request, village: Division, **about: Any) -> HttpResponse:
    """`about` are the household, and the case or visit that it comes from."""
    require(request.user, "tasks.give", village.code)
    offered = _kinds(about)
    chosen = offered.filter(code=request.GET.get("kind", "")).first()
    form = GiveForm(
        request.POST or None,
        request.FILES or None,
        kinds=offered,
        initial={"kind": chosen and chosen.code, "asked": chosen},
    )
    if form.is_valid():
        try:
            made = actions.give(village=village, by=request.user, **form.cleaned_data, **about)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Handed to %(office)s.") % {"office": made.department})
            return redirect(made)
    context = {"form": form, "village": village, "household": about.get("household")}
    return render(request, "monitoring/tasks/give.html", context)


def _kinds(about: dict[str, Any]) -> TaskKindQuerySet:
    return reading.kinds() if about else reading.kinds().of_villages()


def _task(request: Request, pk: int) -> Task:
    require(request.user, "tasks.view")
    return get_object_or_404(reading.tasks_seen_by(request.user).for_list(), pk=pk)


def _page(
    request: Request, found: Task, refused: str = "", form: forms.Form | None = None
) -> HttpResponse:
    """`form` is that of an act that was refused: it stands again where it was, with the reason."""
    open_acts = open_to(request.user, found)
    context = {
        "row": reading.rows([found], request.user)[0],
        "task": found,
        "steps": found.steps.select_related("by"),
        "acts": [
            (each, VERBS[each], form if each == refused else FORMS[each]()) for each in open_acts
        ],
        "late": form if refused not in open_acts else None,
    }
    return render(request, "monitoring/tasks/task.html", context)
