"""Employment: the register by month, offers with whom they fit, workshops and courses."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.models import Division
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, inside, visible
from assistance.schemes.employment import actions
from assistance.schemes.employment.forms import (
    MonthForm,
    OfferForm,
    TakeInForm,
    TrainingForm,
    WorkForm,
    WorkshopForm,
)
from assistance.schemes.employment.lists import JOBLESS, WORK
from assistance.schemes.employment.models import Offer, Training, Work
from assistance.schemes.employment.people import able
from assistance.schemes.employment.reading import (
    of_month,
    offers,
    people_for,
    trainings,
    workshops,
    workshops_near,
)
from monitoring.lists.page import at_place, opened
from monitoring.registry.models import Member
from monitoring.registry.months import month_before

if TYPE_CHECKING:
    from monitoring.registry.querysets import MemberQuerySet


@require_safe
def work_list(request: Request) -> HttpResponse:
    page = opened(request, WORK)
    place = page.form.place
    is_village = place is not None and place.level == Division.Level.VILLAGE
    context = {"village": place if is_village else None}
    return render(request, "assistance/employment/list.html", page.context | context)


@require_safe
def jobless(request: Request) -> HttpResponse:
    return render(request, "assistance/employment/jobless.html", opened(request, JOBLESS).context)


@require_http_methods(["GET", "POST"])
def month(request: Request, code: str) -> HttpResponse:
    """Who of a village worked in a month: as the month before by one tap, then what differs."""
    village = get_visible_or_404(Division, request.user, code=code, level=Division.Level.VILLAGE)
    require(request.user, "employment.view")
    first = _month(request)
    rows = _rows(village, first, request.POST if request.method == "POST" else None)
    if request.method == "POST" and _kept(request, village, first, rows):
        return redirect(f"{request.path}?month={first:%Y-%m}")
    context = {
        "village": village,
        "month": first,
        "month_form": MonthForm(initial={"month": first}),
        "rows": rows,
        "registers": may(request.user, "employment.register", code),
    }
    return render(request, "assistance/employment/month.html", context)


@require_safe
def chances(request: Request) -> HttpResponse:
    """Offers, workshops and courses of a place."""
    require(request.user, "employment.view")
    form, place = at_place(request, request.GET)
    form.offer_near_places()
    today = timezone.localdate()
    context = {
        "form": form,
        "place": place,
        "offers": offers(place, today),
        "workshops": workshops(place, month_before(today)),
        "trainings": trainings(place),
        "keeps": may(request.user, "employment.keep", place.code),
    }
    return render(request, "assistance/employment/chances.html", context)


@require_safe
def offer(request: Request, pk: int) -> HttpResponse:
    """One offer and whom of those one sees it fits, with the reason."""
    require(request.user, "employment.view")
    found = get_visible_or_404(Offer, request.user, pk=pk)
    seen = cast("MemberQuerySet", visible(Member, request.user))
    context = {"offer": found, "matches": people_for(found, seen)}
    return render(request, "assistance/employment/offer.html", context)


@require_http_methods(["GET", "POST"])
def offer_new(request: Request, code: str) -> HttpResponse:
    return _new(request, code, OfferForm, actions.add_offer, _("New job offer"))


@require_http_methods(["GET", "POST"])
def workshop_new(request: Request, code: str) -> HttpResponse:
    return _new(request, code, WorkshopForm, actions.add_workshop, _("New workshop"))


@require_http_methods(["GET", "POST"])
def training_new(request: Request, code: str) -> HttpResponse:
    return _new(request, code, TrainingForm, actions.add_training, _("New course"))


@require_http_methods(["GET", "POST"])
def training(request: Request, pk: int) -> HttpResponse:
    require(request.user, "employment.view")
    found = get_visible_or_404(Training, request.user, pk=pk)
    keeps = may(request.user, "employment.keep", found.division_id)
    seen = able(cast("MemberQuerySet", visible(Member, request.user)))
    among = seen.filter(inside([found.division])).exclude(trainings__training=found)
    form = TakeInForm(request.POST or None, among=among.order_by("name", "pk"))
    if request.method == "POST":
        require(request.user, "employment.keep", found.division_id)
        if accepted(form, lambda: actions.take_in(found, by=request.user, **form.cleaned_data)):
            messages.success(request, _("Taken in."))
            return redirect(found)
    context = {
        "training": found,
        "taken": found.taken.select_related("member__household"),
        "form": form if keeps else None,
    }
    return render(request, "assistance/employment/training.html", context)


def _new(
    request: Request,
    code: str,
    form_class: type[forms.BaseForm],
    act: Callable[..., Any],
    title: str,
) -> HttpResponse:
    place = get_visible_or_404(Division, request.user, code=code)
    require(request.user, "employment.keep", code)
    form = form_class(request.POST or None)
    if form.is_bound and accepted(form, lambda: act(place, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("employment:chances")
    context = {"form": form, "place": place, "title": title}
    return render(request, "assistance/employment/new.html", context)


def _kept(request: Request, village: Division, first: date, rows: list[dict[str, Any]]) -> bool:
    """Whether what was sent is kept; what is wrong with it stands on the forms or is told."""
    try:
        return _keep(request, village, first, rows)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return False


def _keep(request: Request, village: Division, first: date, rows: list[dict[str, Any]]) -> bool:
    if "carry" in request.POST:
        count = actions.carry_over(village, first, by=request.user)
        said = ngettext("%(count)s person as before.", "%(count)s people as before.", count)
        messages.success(request, said % {"count": count})
        return True
    if any(row["form"].errors for row in rows):
        return False
    work = {row["member"].pk: _said(row) for row in rows if row["form"].has_changed()}
    actions.register(village, first, by=request.user, work=work)
    messages.success(request, _("Saved."))
    return True


def _said(row: dict[str, Any]) -> dict[str, Any] | None:
    said = dict(row["form"].cleaned_data)
    said["workshop_id"] = said.pop("workshop")
    return said if said["area"] else None


def _rows(village: Division, first: date, sent: Any) -> list[dict[str, Any]]:
    near = workshops_near(village)
    return [
        {
            "member": row.member,
            "work": row.work,
            "form": WorkForm(
                sent, prefix=str(row.member.pk), initial=_initial(row.work), workshops=near
            ),
        }
        for row in of_month(village, first)
    ]


def _initial(work: Work | None) -> dict[str, Any]:
    if work is None:
        return {}
    return {
        "area": work.area, "employer": work.employer, "workshop": work.workshop_id,
        "wage": work.wage,
    }  # fmt: skip


def _month(request: Request) -> date:
    form = MonthForm(request.GET)
    if form.is_valid():
        month: date = form.cleaned_data["month"]
        return month
    return timezone.localdate().replace(day=1)
