"""The three-fold medical protection of a person and year, beside what was told of it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assistance.schemes.limits.reading import known
from assistance.schemes.medical.forms import BillForm
from assistance.schemes.medical.parameters import MEDICAL, Category
from assistance.schemes.medical.protection import Protected, protect
from assistance.schemes.medical.told import category_of, told_of
from monitoring.registry.models import Member
from monitoring.registry.quantities import ZERO


@require_http_methods(["GET", "POST"])
def person(request: Request, pk: int) -> HttpResponse:
    require(request.user, "households.view")
    found = get_visible_or_404(Member, request.user, pk=pk)
    today = timezone.localdate()
    told = told_of(found, today.year)
    initial: dict[str, Any] = {"year": today.year, "category": category_of(found)}
    if told:
        initial |= {"total": told.total, "covered": told.total}
    form = BillForm(request.POST or None, initial=initial)
    context = {"member": found, "form": form, "today": today}
    if form.is_valid():
        year = form.cleaned_data["year"]
        context |= {
            "protected": _protected(found, form),
            "told": told_of(found, year),
            "year": year,
        }
    return render(request, "assistance/medical/person.html", context)


def _protected(member: Member, form: BillForm) -> Protected:
    """By what held at the end of that year, or holds today."""
    said = form.cleaned_data
    day = min(date(said["year"], 12, 31), timezone.localdate())
    values = known(MEDICAL, day, member.household.division_id)
    return protect(
        said["total"], said["covered"], Category(said["category"]), values,
        aided=said["aided"] or ZERO,
    )  # fmt: skip
