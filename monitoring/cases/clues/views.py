"""The queue, one clue, verdicts and assignments, the queues of townships and their capacity."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import refuse
from accounts.models import Division
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.cases.clues import actions, reading
from monitoring.cases.clues.forms import (
    TABS,
    AssignForm,
    CapacityForm,
    JudgeForm,
    LimitForm,
)
from monitoring.cases.clues.lists import CLUES
from monitoring.cases.clues.models import Verdict
from monitoring.cases.clues.seen import clues_seen_by
from monitoring.lists.page import at_place, filtered, opened
from monitoring.registry.paging import query
from monitoring.screening.explain import explain
from monitoring.screening.seen import effects_seen_by


@require_safe
def clue_list(request: Request) -> HttpResponse:
    page = opened(request, CLUES)
    judges = may(request.user, "clues.judge") and any(row.is_to_be_judged for row in page.rows)
    context = page.context | {
        "rows": reading.rows(page.rows),
        "tabs": _tabs(request),
        "week": reading.week(page.form.place),
        "judge_form": JudgeForm() if judges else None,
        "assign_form": AssignForm(None, user=request.user) if judges else None,
        "verdicts": Verdict.choices,
    }
    return render(request, "monitoring/clues/clue_list.html", context)


@require_safe
def clue(request: Request, pk: int) -> HttpResponse:
    require(request.user, "cases.view")
    found = get_object_or_404(clues_seen_by(request.user).for_list(), pk=pk)
    judges = may(request.user, "clues.judge", found.division_id)
    (row,) = reading.rows([found])
    context = {
        "row": row,
        "clue": found,
        "explanation": explain(found.household, effects_seen_by(request.user)),
        "week": reading.week(found.division),
        "judge_form": JudgeForm() if judges and found.is_to_be_judged else None,
        "verdicts": Verdict.choices,
    }
    return render(request, "monitoring/clues/clue.html", context)


@require_POST
def judge(request: Request) -> HttpResponse:
    """Verdicts on many rows; where one lacks its reason or date, the rows are asked again."""
    require(request.user, "clues.judge")
    form = JudgeForm(request.POST)
    valid = form.is_valid()
    clues = _chosen(request, form.ids())
    if not valid:
        rows = [{"clue": each, "verdict": form.verdict_of(pk)} for pk, each in clues.items()]
        context = {"form": form, "rows": rows, "verdicts": Verdict.choices}
        return render(request, "monitoring/clues/judge.html", context)
    said = {"reason": form.cleaned_data["reason"], "until": form.cleaned_data["until"]}
    results = [
        each
        for verdict, ids in form.verdicts().items()
        for each in actions.judge([clues[pk] for pk in ids], verdict, by=request.user, **said)
    ]
    if len(results) == 1 and not results[0].refusal:
        messages.success(request, _("%(clue)s: judged.") % {"clue": results[0].clue})
        return redirect("clues:list")
    return render(request, "monitoring/clues/judged.html", {"results": results})


@require_POST
def assign(request: Request) -> HttpResponse:
    """The ticked rows, or everything the filter gives."""
    require(request.user, "clues.judge")
    filters = filtered(request, CLUES, request.POST)
    chosen = _chosen(request, JudgeForm(request.POST).ids())
    form = AssignForm(request.POST, user=request.user)
    everything = "everything" in request.POST
    if not form.is_valid() or not (chosen or everything):
        messages.error(request, _("Tick clues and choose to whom they are given."))
        return redirect(f"{reverse('clues:list')}?{filters.query}")
    clues = CLUES.rows(filters)
    if not everything:
        clues = clues_seen_by(request.user).filter(pk__in=chosen)
    try:
        count = actions.assign(clues, to=form.cleaned_data["to"], by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        said = ngettext("%(n)s clue assigned.", "%(n)s clues assigned.", count)
        messages.success(request, said % {"n": count})
    return redirect(f"{reverse('clues:list')}?{filters.query}")


@require_safe
def queues(request: Request) -> HttpResponse:
    """How long the queue of each township is, and since when its oldest clue waits."""
    require(request.user, "cases.view")
    form, place = at_place(request, request.GET)
    form.offer_near_places()
    lengths = reading.lengths(clues_seen_by(request.user), place)
    townships = [each for each in form.own if each.level == Division.Level.TOWNSHIP]
    context = {
        "form": form,
        "place": place,
        "lengths": lengths,
        "may_export": may(request.user, "cases.export"),
        "may_see_limits": may(request.user, "procedures.view"),
        "own_townships": [
            each.code for each in townships if may(request.user, "clues.capacity", each.code)
        ],
    }
    return render(request, "monitoring/clues/queues.html", context)


def capacity(request: Request, code: str) -> HttpResponse:
    township = get_visible_or_404(Division, request.user, code=code, level=Division.Level.TOWNSHIP)
    require(request.user, "clues.capacity", code)
    week = reading.week(township)
    form = CapacityForm(request.POST or None, initial={"visits": week and week.visits})
    if request.method == "POST" and form.is_valid():
        actions.set_capacity(township, visits=form.cleaned_data["visits"], by=request.user)
        messages.success(request, _("Capacity set."))
        return redirect("clues:list")
    context = {"form": form, "township": township, "week": week}
    return render(request, "monitoring/clues/capacity.html", context)


def limits(request: Request) -> HttpResponse:
    """Within how many days a clue has to be judged, by which document; set by an administrator."""
    require(request.user, "procedures.view")
    changes = may(request.user, "procedures.change")
    if request.method == "POST":
        require(request.user, "procedures.change")
    form = LimitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_limit(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Limit set."))
            return redirect("clues:limits")
    context = {"form": form if changes else None, "limits": reading.limits()}
    return render(request, "monitoring/clues/limits.html", context)


def _chosen(request: Request, ids: list[int]) -> dict[int, Any]:
    """The rows by id; one outside the area is the same 404 as one that does not exist."""
    found = clues_seen_by(request.user).for_list().most_urgent_first().filter(pk__in=ids)
    chosen = {clue.pk: clue for clue in found}
    if set(chosen) != set(ids):
        raise Http404
    return chosen


def _tabs(request: Request) -> list[dict[str, Any]]:
    chosen = request.GET.get("tab", "")
    return [
        {"label": label, "query": query(request.GET, tab=name), "on": name == chosen}
        for name, (label, _states) in TABS.items()
    ]
