"""Small credit: the list, one loan with what can be done about it, a new one, the subsidies."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.models import Division
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assistance.schemes.credit import actions
from assistance.schemes.credit.forms import ExtendForm, LendForm, RepayForm, SubsidyForm
from assistance.schemes.credit.lists import LOANS
from assistance.schemes.credit.models import Loan
from assistance.schemes.credit.subsidies import list_half_year
from monitoring.lists.page import opened
from monitoring.registry.models import Household

if TYPE_CHECKING:
    from assistance.deliveries.models import PaymentList


@require_safe
def loan_list(request: Request) -> HttpResponse:
    page = opened(request, LOANS)
    place = page.form.place
    lists = place is not None and place.level in (Division.Level.COUNTY, Division.Level.TOWNSHIP)
    context = {
        "sums": LOANS.rows(page.form).sums(),
        "pays": place if lists and may(request.user, "payments.make", place.code) else None,
    }
    return render(request, "assistance/credit/list.html", page.context | context)


@require_http_methods(["GET", "POST"])
def lend(request: Request, pk: int) -> HttpResponse:
    household = get_visible_or_404(Household, request.user, pk=pk)
    require(request.user, "credit.keep", household.division_id)
    form = LendForm(request.POST or None, household=household)
    if form.is_bound and accepted(form, lambda: actions.lend(by=request.user, **form.cleaned_data)):
        messages.success(request, _("Recorded."))
        return redirect("registry:household-detail", household.pk)
    return render(request, "assistance/credit/lend.html", {"form": form, "household": household})


@require_safe
def loan(request: Request, pk: int) -> HttpResponse:
    return _page(request, _loan(request, pk))


@require_POST
def repay(request: Request, pk: int) -> HttpResponse:
    found, form = _kept(request, pk), RepayForm(request.POST)
    if accepted(form, lambda: actions.repay(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Recorded."))
        return redirect(found)
    return _page(request, found, repay=form)


@require_POST
def extend(request: Request, pk: int) -> HttpResponse:
    found, form = _kept(request, pk), ExtendForm(request.POST)
    if accepted(form, lambda: actions.extend(found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Recorded."))
        return redirect(found)
    return _page(request, found, extend=form)


@require_http_methods(["GET", "POST"])
def subsidies(request: Request, code: str) -> HttpResponse:
    """A payment list of the interest of half a year."""
    place = get_visible_or_404(Division, request.user, code=code)
    require(request.user, "payments.make", code)
    form = SubsidyForm(request.POST or None, place=place)
    made: list[PaymentList] = []
    if form.is_bound and accepted(
        form, lambda: made.append(list_half_year(place, by=request.user, **form.cleaned_data))
    ):
        messages.success(request, _("List made. Another person has to check it."))
        return redirect(made[0])
    return render(request, "assistance/credit/subsidies.html", {"form": form, "place": place})


def _loan(request: Request, pk: int) -> Loan:
    require(request.user, "credit.view")
    return get_visible_or_404(Loan, request.user, pk=pk)


def _kept(request: Request, pk: int) -> Loan:
    found = _loan(request, pk)
    require(request.user, "credit.keep", found.division_id)
    return found


def _page(
    request: Request,
    found: Loan,
    *,
    repay: forms.Form | None = None,
    extend: forms.Form | None = None,
) -> HttpResponse:
    keeps = found.owed > 0 and may(request.user, "credit.keep", found.division_id)
    today = {"on": timezone.localdate()}
    context = {
        "loan": found,
        "repayments": found.repayments.all(),
        "extensions": found.extensions.all(),
        "repay": (repay or RepayForm(initial=today)) if keeps else None,
        "extend": (extend or ExtendForm()) if keeps and not found.is_overdue else None,
    }
    return render(request, "assistance/credit/loan.html", context)
