"""Payment lists: all of them, one with its rows, its steps, the bank's file and answer."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from assistance.deliveries.lists import deliveries_seen_by
from assistance.deliveries.models import PaymentList
from assistance.deliveries.payments import actions, amounts, bank, returned
from assistance.deliveries.payments.forms import (
    BankForm,
    FileForm,
    MakeForm,
    PaidForm,
    ReasonForm,
)
from assistance.deliveries.payments.lists import PAYMENT_LISTS, payment_lists_seen_by
from monitoring.exchange.downloads import workbook_response
from monitoring.lists.page import opened
from monitoring.registry.paging import turned


@require_safe
def payment_lists(request: Request) -> HttpResponse:
    page = opened(request, PAYMENT_LISTS)
    makes = may(request.user, "payments.make")
    context = page.context | {"may_make": makes, "returned_form": FileForm() if makes else None}
    return render(request, "assistance/payments/lists.html", context)


@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    require(request.user, "payments.make")
    form = MakeForm(request.POST or None, user=request.user)
    made: list[PaymentList] = []
    if request.method == "POST" and accepted(
        form, lambda: made.append(actions.make(by=request.user, **form.cleaned_data))
    ):
        messages.success(request, _("List made. Another person has to check it."))
        return redirect(made[0])
    return render(request, "assistance/payments/new.html", {"form": form})


@require_safe
def payment_list(request: Request, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


@require_POST
def set_amounts(request: Request, pk: int) -> HttpResponse:
    """Typed on the page, or from a workbook."""
    found = _found(request, pk)
    require(request.user, "payments.rows", found.division_id)
    file = request.FILES.get("workbook")

    def act() -> None:
        told = amounts.of_workbook(file) if file else amounts.of_page(request.POST.dict())
        actions.set_amounts(found, told, by=request.user)

    return _done(request, found, forms.Form({}), act)


@require_POST
def check(request: Request, pk: int) -> HttpResponse:
    found = _payable(request, pk)
    return _done(request, found, forms.Form({}), lambda: actions.check(found, by=request.user))


@require_POST
def hand_over(request: Request, pk: int) -> HttpResponse:
    found = _payable(request, pk)
    return _done(request, found, forms.Form({}), lambda: actions.hand_over(found, by=request.user))


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    found, form = _payable(request, pk), PaidForm(request.POST)
    return _done(
        request, found, form, lambda: actions.confirm(found, by=request.user, **form.cleaned_data)
    )


@require_POST
def cancel(request: Request, pk: int) -> HttpResponse:
    found, form = _payable(request, pk), ReasonForm(request.POST)
    return _done(
        request, found, form, lambda: actions.cancel(found, by=request.user, **form.cleaned_data)
    )


@require_POST
def export(request: Request, pk: int) -> HttpResponseBase:
    """The file for the bank, for a purpose."""
    found, form = _payable(request, pk), BankForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        purpose = form.cleaned_data["purpose"]
        rows = bank.rows_for_bank(found, by=request.user, purpose=purpose)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(found)
    name = f"{_('Payment list')}{found.pk}"
    if form.cleaned_data["format"] == "xlsx":
        return workbook_response(f"{name}.xlsx", *bank.tables(found, rows))
    answer = HttpResponse(
        bank.text(found, rows), content_type=f"text/plain; charset={bank.ENCODING}"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="list-{found.pk}.txt"'
    return answer


@require_POST
def read_back(request: Request) -> HttpResponseBase:
    """The bank's workbook of what came back; with an unknown row it comes back with red cells."""
    require(request.user, "payments.make")
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose the workbook with the payments that came back."))
        return redirect("payments:lists")
    try:
        answer = returned.read_back(form.cleaned_data["workbook"], by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("payments:lists")
    if answer.unknown:
        name = _("Correct the red cells") + ".xlsx"
        return FileResponse(returned.marked(answer), as_attachment=True, filename=name)
    said = ngettext("%(n)s payment came back.", "%(n)s payments came back.", answer.returned)
    messages.success(request, said % {"n": answer.returned})
    return redirect("payments:lists")


def _found(request: Request, pk: int) -> PaymentList:
    require(request.user, "payments.view")
    return get_object_or_404(payment_lists_seen_by(request.user).for_list(), pk=pk)


def _payable(request: Request, pk: int) -> PaymentList:
    """To whoever pays there."""
    found = _found(request, pk)
    require(request.user, "payments.make", found.division_id)
    return found


def _done(
    request: Request, found: PaymentList, form: forms.Form, act: Callable[[], Any]
) -> HttpResponse:
    """Back to the list; what was refused is said on its page."""
    if accepted(form, act):
        messages.success(request, _("Saved."))
        return redirect(found)
    return _page(request, found, form)


def _page(request: Request, found: PaymentList, refused: forms.Form | None = None) -> HttpResponse:
    rows = deliveries_seen_by(request.user).filter(payment_list=found)
    makes = may(request.user, "payments.make", found.division_id)
    draft = found.state == PaymentList.State.DRAFT
    context = {
        "list": found,
        **turned(request.GET, rows.for_list(), ("row", "id")),
        "without_card": rows.live().without_card().count(),
        "refused": refused,
        "makes": makes,
        "may_check": makes and draft and found.made_by_id != request.user.pk,
        "may_fill": draft and may(request.user, "payments.rows", found.division_id),
        "file_form": FileForm(),
        "reason_form": ReasonForm(),
        "paid_form": PaidForm(),
        "bank_form": BankForm(),
    }
    return render(request, "assistance/payments/list.html", context)
