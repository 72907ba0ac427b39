"""Students: the lists, many enrolled at once, one student with leave and end, the payment lists."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.models import Division
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, inside
from assistance.schemes.students import actions
from assistance.schemes.students.forms import (
    EnrolForm,
    FinishForm,
    PayForm,
    ResumeForm,
    SuspendForm,
)
from assistance.schemes.students.lists import STUDENTS, WITHOUT, without_seen_by
from assistance.schemes.students.models import Enrolment
from monitoring.lists.page import opened

if TYPE_CHECKING:
    from assistance.deliveries.models import PaymentList

FORMS: dict[str, type[forms.Form]] = {
    "suspend": SuspendForm,
    "resume": ResumeForm,
    "finish": FinishForm,
}


@require_safe
def student_list(request: Request) -> HttpResponse:
    page = opened(request, STUDENTS)
    place = page.form.place
    pays = place is not None and place.level in (Division.Level.COUNTY, Division.Level.TOWNSHIP)
    context = {"pays": place if pays and may(request.user, "payments.make", place.code) else None}
    return render(request, "assistance/students/list.html", page.context | context)


@require_safe
def without(request: Request) -> HttpResponse:
    page = opened(request, WITHOUT)
    place = page.form.place
    enrols = place is not None and may(request.user, "students.keep", place.code)
    context = {"enrols": place if enrols else None}
    return render(request, "assistance/students/without.html", page.context | context)


@require_http_methods(["GET", "POST"])
def enrol(request: Request, code: str) -> HttpResponse:
    """Many at once, of those of a place who are at school and given nothing."""
    place = get_visible_or_404(Division, request.user, code=code)
    require(request.user, "students.keep", code)
    among = without_seen_by(request.user).filter(inside([place])).order_by("division_id", "pk")
    form = EnrolForm(request.POST or None, among=among)
    count: list[int] = []

    def act() -> None:
        said = dict(form.cleaned_data)
        count.append(actions.enrol_many(said.pop("members"), by=request.user, **said))

    if form.is_bound and accepted(form, act):
        said = ngettext("%(count)s student enrolled.", "%(count)s students enrolled.", count[0])
        messages.success(request, said % {"count": count[0]})
        return redirect("students:list")
    context = {"form": form, "place": place, "people": among.select_related("household")}
    return render(request, "assistance/students/enrol.html", context)


@require_http_methods(["GET", "POST"])
def pay(request: Request, code: str) -> HttpResponse:
    """A payment list of a term or school year."""
    place = get_visible_or_404(Division, request.user, code=code)
    require(request.user, "payments.make", code)
    form = PayForm(request.POST or None, place=place)
    made: list[PaymentList] = []

    def act() -> None:
        said = dict(form.cleaned_data)
        made.append(actions.list_part(said.pop("measure"), place, by=request.user, **said))

    if form.is_bound and accepted(form, act):
        messages.success(request, _("List made. Another person has to check it."))
        return redirect(made[0])
    return render(request, "assistance/students/pay.html", {"form": form, "place": place})


@require_safe
def student(request: Request, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk), {})


@require_POST
def suspend(request: Request, pk: int) -> HttpResponse:
    return _acted(request, pk, "suspend", actions.suspend)


@require_POST
def resume(request: Request, pk: int) -> HttpResponse:
    return _acted(request, pk, "resume", actions.resume)


@require_POST
def finish(request: Request, pk: int) -> HttpResponse:
    return _acted(request, pk, "finish", actions.finish)


def _acted(request: Request, pk: int, name: str, act: Callable[..., None]) -> HttpResponse:
    found, form = _found(request, pk), FORMS[name](request.POST)
    require(request.user, "students.keep", found.division_id)
    if accepted(form, lambda: act(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Recorded."))
        return redirect(found)
    return _page(request, found, {name: form})


def _found(request: Request, pk: int) -> Enrolment:
    require(request.user, "students.view")
    return get_visible_or_404(Enrolment, request.user, pk=pk)


def _page(request: Request, found: Enrolment, refused: dict[str, Any]) -> HttpResponse:
    leave = found.leave
    open_acts = ("resume", "finish") if leave else ("suspend", "finish")
    keeps = may(request.user, "students.keep", found.division_id)
    context = {
        "student": found,
        "leave": leave,
        "leaves": found.leaves.all(),
        "payments": found.member.deliveries.filter(
            measure__code__in=actions.MEASURES[Enrolment.Programme(found.programme)]
        ).for_list(),
        "forms": {name: refused.get(name, FORMS[name]()) for name in open_acts} if keeps else {},
    }
    return render(request, "assistance/students/student.html", context)
