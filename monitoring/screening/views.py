from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import visible
from monitoring.lists.page import at_place, filtered, opened, placed
from monitoring.registry.models import Household
from monitoring.registry.paging import query
from monitoring.screening import actions
from monitoring.screening.explain import explain_flags, facts_by_code
from monitoring.screening.forms import EFFECTS, criterion_names
from monitoring.screening.gaps import gap_table
from monitoring.screening.lists import FLAGS
from monitoring.screening.near import near_households, scope_of
from monitoring.screening.seen import flags_seen_by, runs_seen_by
from monitoring.screening.staleness import stale_parameters

ROWS = 50


@require_safe
def flag_list(request: Request) -> HttpResponse:
    page = opened(request, FLAGS)
    context = page.context | {
        "rows": explain_flags(page.rows),
        "tabs": _tabs(request),
        "query": query(request.GET),
        "stale": stale_parameters(page.form.code),
    }
    return render(request, "monitoring/screening/flag_list.html", context)


@require_safe
def flag_summary(request: Request) -> HttpResponse:
    """How many flags there are of each criterion; loaded after the list itself."""
    flags, names = FLAGS.rows(filtered(request, FLAGS, request.GET)), criterion_names()
    rows = [
        row | {"name": names.get(row["criterion"], row["criterion"])}
        | {"query": query(request.GET, criterion=row["criterion"])}
        for row in flags.by_criterion()
    ]  # fmt: skip
    return render(request, "monitoring/screening/flag_summary.html", {"rows": rows})


@require_safe
def flag(request: Request, pk: int) -> HttpResponse:
    require(request.user, "flags.view")
    seen = flags_seen_by(request.user)
    found = get_object_or_404(seen.for_list(), pk=pk)
    (explained,) = explain_flags([found], facts_by_code(found.household))
    context = {
        "flag": found,
        "explained": explained,
        "episodes": seen.episodes_of(found),
        "opens_household": visible(Household, request.user).filter(pk=found.household_id).exists(),
        "stale": stale_parameters(found.division_id),
    }
    return render(request, "monitoring/screening/flag.html", context)


@require_safe
def run_list(request: Request) -> HttpResponse:
    require(request.user, "screening.view")
    form = placed(request, request.GET)
    rows = list(runs_seen_by(request.user).for_list(before=form.position[0])[: ROWS + 1])
    context = {
        "runs": rows[:ROWS],
        "next": query(request.GET, after=rows[ROWS - 1].pk) if len(rows) > ROWS else "",
        "places": [place for place in form.own if may(request.user, "screening.run", place.code)],
        "stale": stale_parameters(form.code),
    }
    return render(request, "monitoring/screening/run_list.html", context)


@require_POST
def run_start(request: Request) -> HttpResponse:
    require(request.user, "screening.run")
    _form, place = at_place(request, request.POST)
    job = actions.start(division=place, by=request.user)
    return redirect("jobs:detail", pk=job.pk)


@require_safe
def run(request: Request, pk: int) -> HttpResponse:
    require(request.user, "screening.view")
    found = get_object_or_404(runs_seen_by(request.user), pk=pk)
    context = {
        "run": found,
        "counts": found.counts(),
        "parameters": found.parameters_said(),
        "stale": stale_parameters(found.division_code),
    }
    return render(request, "monitoring/screening/run.html", context)


@require_safe
def gap_list(request: Request) -> HttpResponse:
    require(request.user, "households.view")
    form = placed(request, request.GET)
    form.offer_near_places()
    table = gap_table(request.user, form.place) if form.place else None
    stale = stale_parameters(form.code)
    context = {"form": form, "place": form.place, "table": table, "stale": stale}
    return render(request, "monitoring/screening/gap_list.html", context)


@require_safe
def near_list(request: Request) -> HttpResponse:
    require(request.user, "households.view")
    form = placed(request, request.GET)
    scope = scope_of(request.user, form.place)
    rows = near_households(request.user, scope, after=form.position[0], limit=ROWS + 1)
    form.offer_near_places()
    last = rows[ROWS - 1].household.pk if len(rows) > ROWS else None
    context = {
        "form": form,
        "rows": rows[:ROWS],
        "next": query(request.GET, after=last),
        "stale": stale_parameters(form.code),
    }
    return render(request, "monitoring/screening/near_list.html", context)


def _tabs(request: Request) -> list[dict[str, Any]]:
    chosen = request.GET.get("effect", "")
    lists = may(request.user, "lists.view")
    return [
        {"label": label, "query": query(request.GET, effect=effect), "on": effect == chosen}
        for effect, label in EFFECTS.items()
        if lists or effect != "list"
    ]
