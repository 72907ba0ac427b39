"""Posts: the lists, one post with what can be done about it, attendance of a month, the ages."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.models import Division
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assistance.schemes.posts import actions, workflow
from assistance.schemes.posts.forms import (
    AbsenceForm,
    AgesForm,
    ApplyForm,
    EngageForm,
    LeaveForm,
    MonthForm,
    ReasonForm,
)
from assistance.schemes.posts.lists import ENGAGEMENTS, POSITIONS
from assistance.schemes.posts.models import Attendance, Engagement, Position
from assistance.schemes.posts.reading import ages_ever, of_month
from monitoring.lists.page import opened

PLANNED = Position.State.PLANNED


@require_safe
def position_list(request: Request) -> HttpResponse:
    page = opened(request, POSITIONS)
    return render(request, "assistance/posts/list.html", page.context | _village(request, page))


@require_safe
def people(request: Request) -> HttpResponse:
    page = opened(request, ENGAGEMENTS)
    return render(request, "assistance/posts/people.html", page.context | _village(request, page))


@require_http_methods(["GET", "POST"])
def apply(request: Request, code: str) -> HttpResponse:
    village = get_visible_or_404(Division, request.user, code=code, level=Division.Level.VILLAGE)
    require(request.user, "posts.apply", code)
    form = ApplyForm(request.POST or None)
    if form.is_bound and accepted(
        form, lambda: actions.apply(village, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Applied for. The township checks the need."))
        return redirect("posts:list")
    context = {"form": form, "village": village}
    return render(request, "assistance/posts/apply.html", context)


@require_safe
def position(request: Request, pk: int) -> HttpResponse:
    return _page(request, _position(request, pk))


@require_POST
def act(request: Request, pk: int, act: str) -> HttpResponse:
    found, form = _position(request, pk), ReasonForm(request.POST)
    if accepted(form, lambda: workflow.move(found, act, by=request.user, **form.cleaned_data)):
        messages.success(request, f"{found}：{found.get_state_display()}")
        return redirect(found)
    return _page(request, _position(request, pk), refused=form)


@require_POST
def engage(request: Request, pk: int) -> HttpResponse:
    found = _position(request, pk)
    require(request.user, "posts.engage", found.division_id)
    form = EngageForm(request.POST, village=found.division)
    if accepted(form, lambda: actions.engage(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Taken in."))
        return redirect(found)
    return _page(request, found, engage=form)


@require_http_methods(["GET", "POST"])
def leave(request: Request, pk: int) -> HttpResponse:
    found = _engagement(request, pk)
    require(request.user, "posts.engage", found.division_id)
    form = LeaveForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_bound and accepted(
        form, lambda: actions.leave(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The post is free again."))
        return redirect(found.position)
    return render(request, "assistance/posts/leave.html", {"form": form, "engagement": found})


@require_http_methods(["GET", "POST"])
def attendance(request: Request, code: str) -> HttpResponse:
    """Who worked in a month, by one tap for all and by days for those who were absent."""
    village = get_visible_or_404(Division, request.user, code=code, level=Division.Level.VILLAGE)
    require(request.user, "posts.view")
    month = _month(request)
    rows = _rows(village, month, request.POST if request.method == "POST" else None)
    if request.method == "POST" and _kept(request, village, month, rows):
        return redirect(f"{request.path}?month={month:%Y-%m}")
    context = {
        "village": village,
        "month": month,
        "month_form": MonthForm(initial={"month": month}),
        "rows": rows,
        "open": sum(row["said"] is None for row in rows),
        "may_attend": may(request.user, "posts.attend", code),
    }
    return render(request, "assistance/posts/attendance.html", context)


@require_http_methods(["GET", "POST"])
def ages(request: Request) -> HttpResponse:
    """Until which ages people are taken in, by which document; set by an administrator."""
    require(request.user, "procedures.view")
    form = AgesForm(request.POST or None)
    if form.is_bound and accepted(
        form, lambda: actions.set_ages(by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("posts:ages")
    changes = may(request.user, "procedures.change")
    context = {"form": form if changes else None, "ages": ages_ever()}
    return render(request, "assistance/posts/ages.html", context)


def _kept(request: Request, village: Division, month: date, rows: list[dict[str, Any]]) -> bool:
    """Whether what was sent is kept; what is wrong with it is said on the forms or as a message."""
    try:
        return _keep(request, village, month, rows)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return False


def _keep(request: Request, village: Division, month: date, rows: list[dict[str, Any]]) -> bool:
    if "all" in request.POST:
        count = actions.all_present(village, month, by=request.user)
        said = ngettext("%(count)s person present.", "%(count)s people present.", count)
        messages.success(request, said % {"count": count})
        return True
    forms_sent = [row["form"] for row in rows]
    if any(form.errors for form in forms_sent):
        return False
    absent = {
        row["engagement"].pk: (form.cleaned_data["days"], form.cleaned_data["note"])
        for row, form in zip(rows, forms_sent, strict=True)
        if form.cleaned_data["days"] is not None
    }
    actions.keep_absences(village, month, by=request.user, absent=absent)
    messages.success(request, _("Saved."))
    return True


def _rows(village: Division, month: date, sent: Any) -> list[dict[str, Any]]:
    return [
        {
            "engagement": each,
            "said": said,
            "form": AbsenceForm(sent, prefix=str(each.pk), initial=_initial(said)),
        }
        for each, said in of_month(village, month)
    ]


def _initial(said: Attendance | None) -> dict[str, Any]:
    return {"days": said.days_absent, "note": said.note} if said else {}


def _month(request: Request) -> date:
    """The one asked for, else last month until the 15th and this one afterwards."""
    form = MonthForm(request.GET)
    if form.is_valid():
        month: date = form.cleaned_data["month"]
        return month
    return (timezone.localdate() - timedelta(days=15)).replace(day=1)


def _village(request: Request, page: Any) -> dict[str, Any]:
    """The chosen village, where the user can apply for a post and say who worked."""
    place = page.form.place
    is_village = place is not None and place.level == Division.Level.VILLAGE
    return {
        "village": place if is_village else None,
        "may_apply": is_village and may(request.user, "posts.apply", place.code),
    }


def _position(request: Request, pk: int) -> Position:
    require(request.user, "posts.view")
    return get_visible_or_404(Position, request.user, pk=pk)


def _engagement(request: Request, pk: int) -> Engagement:
    require(request.user, "posts.view")
    return get_visible_or_404(Engagement, request.user, pk=pk)


def _page(
    request: Request,
    found: Position,
    *,
    refused: forms.Form | None = None,
    engage: EngageForm | None = None,
) -> HttpResponse:
    engages = found.state == PLANNED and may(request.user, "posts.engage", found.division_id)
    context = {
        "position": found,
        "acts": [(act, workflow.MOVES[act]) for act in workflow.open_to(request.user, found)],
        "refused": refused,
        "engagements": found.engagements.for_list(),
        "today": timezone.localdate(),
        "may_engage": engages,
        "engage": (engage or EngageForm(village=found.division)) if engages else None,
    }
    return render(request, "assistance/posts/position.html", context)
