from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import accepted
from accounts.models import Division
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.cases.meetings import actions, forms
from monitoring.cases.meetings.lists import ANNOUNCEMENTS, MEETINGS, NOTICES
from monitoring.cases.meetings.models import Announcement, Meeting, Notice, Objection
from monitoring.cases.meetings.waiting import (
    ANNOUNCEMENT,
    APPRAISAL,
    NOTICE,
    asking,
    place_of,
    waiting,
    waiting_by_place,
)
from monitoring.lists.bulk import Result
from monitoring.lists.page import opened


@require_safe
def index(request: Request) -> HttpResponse:
    """What waits for a meeting, a notice or an announcement."""
    require(request.user, "cases.view")
    context = {"waiting": waiting_by_place(request.user)}
    return render(request, "monitoring/meetings/index.html", context)


@require_safe
def meeting_list(request: Request) -> HttpResponse:
    return render(request, "monitoring/meetings/list.html", opened(request, MEETINGS).context)


@require_safe
def notice_list(request: Request) -> HttpResponse:
    return render(request, "monitoring/meetings/notices.html", opened(request, NOTICES).context)


@require_safe
def announcement_list(request: Request) -> HttpResponse:
    context = opened(request, ANNOUNCEMENTS).context
    return render(request, "monitoring/meetings/announcements.html", context)


def meeting_new(request: Request, pk: int) -> HttpResponse:
    """A meeting of the village of a case, about every case that waits there for one."""
    place = _place(request, pk, APPRAISAL)
    steps = list(waiting(place, APPRAISAL))
    form = forms.MeetingForm(request.POST or None, steps=steps)
    if request.method == "POST" and accepted(form, lambda: _hold(request, place, form)):
        return redirect("meetings:index")
    context = {"form": form, "place": place, "steps": steps}
    return render(request, "monitoring/meetings/meeting_new.html", context)


@require_safe
def meeting(request: Request, pk: int) -> HttpResponse:
    require(request.user, "cases.view")
    found = get_visible_or_404(Meeting, request.user, pk=pk)
    context = {"meeting": found, "votes": found.votes.select_related("case__household")}
    return render(request, "monitoring/meetings/meeting.html", context)


def notice_new(request: Request, pk: int) -> HttpResponse:
    place = _place(request, pk, NOTICE)
    steps = list(waiting(place, NOTICE))
    form = forms.NoticeForm(request.POST or None, steps=steps)
    post = partial(actions.post_notice, place, by=request.user)
    if request.method == "POST" and accepted(form, lambda: post(form.step_ids, **form.said)):
        messages.success(request, _("Posted. Objections are entered on the notice’s page."))
        return redirect("meetings:index")
    context = {"form": form, "place": place, "steps": steps, "title": _("Post a public notice")}
    return render(request, "monitoring/meetings/chosen.html", context)


@require_safe
def notice_of_case(request: Request, pk: int) -> HttpResponse:
    """The notice of a case where there is one, else the page that posts it."""
    require(request.user, "cases.view")
    case = get_visible_or_404(Case, request.user, pk=pk)
    found = case.notices.first()
    return redirect("meetings:notice", found.pk) if found else redirect("meetings:notice-new", pk)


@require_safe
def notice(request: Request, pk: int) -> HttpResponse:
    require(request.user, "cases.view")
    found = get_visible_or_404(Notice, request.user, pk=pk)
    may_act = may(request.user, "cases.village", found.division_id)
    waits = asking(found.division, NOTICE).filter(case__notices=found)
    context = {
        "notice": found,
        "cases": found.cases.select_related("household"),
        "objections": found.objections.select_related("case__household"),
        "may_act": may_act,
        "may_end": may_act and found.is_over and waits.exists(),
    }
    return render(request, "monitoring/meetings/notice.html", context)


@require_POST
def notice_end(request: Request, pk: int) -> HttpResponse:
    require(request.user, "cases.village")
    found = get_visible_or_404(Notice, request.user, pk=pk)
    _say(request, actions.end_notice(found, by=request.user))
    return redirect("meetings:notice", pk)


def objection_new(request: Request, pk: int, case: int) -> HttpResponse:
    require(request.user, "cases.village")
    found = get_visible_or_404(Notice, request.user, pk=pk)
    about = get_visible_or_404(Case, request.user, pk=case)
    form = forms.ObjectionForm(request.POST or None)
    record = partial(actions.record_objection, found, about, by=request.user)
    if request.method == "POST" and accepted(form, lambda: record(**form.cleaned_data)):
        return redirect("meetings:notice", pk)
    context = {"form": form, "case": about, "notice": found, "title": _("Record an objection")}
    return render(request, "monitoring/meetings/objection.html", context)


def objection_answer(request: Request, pk: int) -> HttpResponse:
    require(request.user, "cases.village")
    found = get_visible_or_404(Objection, request.user, pk=pk)
    form = forms.AnswerForm(request.POST or None)
    answer = partial(actions.answer_objection, found, by=request.user)
    if request.method == "POST" and accepted(form, lambda: answer(**form.cleaned_data)):
        return redirect("meetings:notice", found.notice_id)
    context = {
        "form": form, "case": found.case, "notice": found.notice, "objection": found,
        "title": _("Answer an objection"),
    }  # fmt: skip
    return render(request, "monitoring/meetings/objection.html", context)


def announcement_new(request: Request, pk: int) -> HttpResponse:
    place = _place(request, pk, ANNOUNCEMENT)
    steps = list(waiting(place, ANNOUNCEMENT))
    form = forms.AnnouncementForm(request.POST or None, steps=steps)
    if request.method == "POST" and accepted(form, lambda: _announce(request, place, form)):
        return redirect("meetings:index")
    context = {"form": form, "place": place, "steps": steps, "title": _("Announce the list")}
    return render(request, "monitoring/meetings/chosen.html", context)


@require_safe
def announcement(request: Request, pk: int) -> HttpResponse:
    require(request.user, "cases.view")
    found = get_visible_or_404(Announcement, request.user, pk=pk)
    context = {"announcement": found, "cases": found.cases.select_related("household")}
    return render(request, "monitoring/meetings/announcement.html", context)


def _place(request: Request, pk: int, evidence: str) -> Division:
    """Where the case `pk` has its meeting, notice or announcement; 404 outside the user's area."""
    case = get_visible_or_404(Case, request.user, pk=pk)
    place = place_of(case, evidence)
    require(request.user, f"cases.{place.level}", place.code)
    return place


def _hold(request: Request, place: Division, form: forms.MeetingForm) -> None:
    _meeting, results = actions.hold_meeting(
        place, form.votes, by=request.user, **form.cleaned_data
    )
    _say(request, results)


def _announce(request: Request, place: Division, form: forms.AnnouncementForm) -> None:
    _made, results = actions.announce(place, form.step_ids, by=request.user, **form.said)
    _say(request, results)


def _say(request: Request, results: list[Result[CaseStep]]) -> None:
    """How many were passed on, and of each other one why it stays."""
    done = sum(result.is_done for result in results)
    if done:
        said = ngettext("%(number)s case passed on.", "%(number)s cases passed on.", done)
        messages.success(request, said % {"number": done})
    for result in results:
        if not result.is_done:
            messages.error(request, f"{result.row.household}：{result.sentence}")
