"""Reports: the list, taking one in, handing it over, finding its household, answering."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import refuse
from accounts.models import Division
from accounts.permissions import may, require
from accounts.requests import Request, ids
from accounts.scope import areas, get_visible_or_404, visible
from monitoring.cases.clues.reports import actions, reading
from monitoring.cases.clues.reports.forms import AnswerForm, HandOverForm, TakeInForm
from monitoring.cases.clues.reports.lists import REPORTS, reports_seen_by
from monitoring.cases.clues.reports.models import Report
from monitoring.lists.page import opened
from monitoring.registry import listing
from monitoring.registry.forms import SearchForm
from monitoring.registry.models import Household


@require_safe
def report_list(request: Request) -> HttpResponse:
    page = opened(request, REPORTS)
    place = page.form.place
    context = page.context | {
        "rows": reading.rows(page.rows),
        "poster": place if place and len(place.prefix) >= 9 else None,
    }
    return render(request, "monitoring/clues/reports/report_list.html", context)


def take_in(request: Request) -> HttpResponse:
    require(request.user, "clues.report")
    own = areas(request.user)
    initial = {"place": f"{own[0]} {own[0].code}"} if own else {}
    divisions = visible(Division, request.user)
    form = TakeInForm(request.POST or None, divisions=divisions, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            report = actions.take_in(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Report taken in."))
            return redirect("clues:report", report.pk)
    return render(request, "monitoring/clues/reports/take_in.html", {"form": form})


@require_safe
def report(request: Request, pk: int) -> HttpResponse:
    return _page(request, _report(request, pk))


@require_POST
def hand_over(request: Request, pk: int) -> HttpResponse:
    found = _report(request, pk)
    form = HandOverForm(request.POST, divisions=reading.offices(found, request.user))
    if not form.is_valid():
        return _page(request, found, hand_over_form=form)
    try:
        actions.hand_over(found, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        refuse(form, error)
        return _page(request, found, hand_over_form=form)
    messages.success(request, _("Handed over to %(place)s.") % {"place": form.cleaned_data["to"]})
    return redirect("clues:report-list")


def link(request: Request, pk: int) -> HttpResponse:
    """Search one's own area, by POST: a name or number stands in no address."""
    found = _report(request, pk)
    if "household" in request.POST:
        return _link(request, found)
    form = SearchForm(request.POST or None)
    households = reading.likely_households(found, request.user)
    if form.is_bound and form.is_valid():
        own = cast("Any", visible(Household, request.user)).filter(status=Household.Status.ACTIVE)
        sought = listing.search(request.user, form.cleaned_data["text"])
        households = listing.found(own, sought, request.user)
        households = households.select_related("division__parent")[: reading.MOST]
    context = {"report": found, "form": form, "households": households}
    return render(request, "monitoring/clues/reports/link.html", context)


@require_POST
def answer(request: Request, pk: int) -> HttpResponse:
    found = _report(request, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.answer(found, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Report answered."))
            return redirect("clues:report", pk)
    return _page(request, found, answer_form=form)


def _link(request: Request, found: Report) -> HttpResponse:
    chosen = ids([request.POST["household"]])
    household = get_visible_or_404(Household, request.user, pk__in=chosen)
    try:
        clue = actions.link(found, household, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("clues:report", found.pk)
    messages.success(request, _("%(household)s is being checked.") % {"household": household})
    return redirect("clues:clue", clue.pk)


def _page(request: Request, found: Report, **forms: Any) -> HttpResponse:
    """`forms` are those that were refused."""
    here = may(request.user, "clues.report", found.division_id)
    waits = here and found.state == Report.State.RECEIVED
    context = {
        "report": found,
        "days": reading.rows([found])[0].days,
        "stays": reading.stays(found),
        "may_link": waits,
        "hand_over_form": waits
        and HandOverForm(None, divisions=reading.offices(found, request.user)),
        "answer_form": here and found.state != Report.State.ANSWERED and AnswerForm(),
    }
    return render(request, "monitoring/clues/reports/report.html", context | forms)


def _report(request: Request, pk: int) -> Report:
    require(request.user, "clues.report")
    return get_object_or_404(reports_seen_by(request.user).for_list(), pk=pk)
