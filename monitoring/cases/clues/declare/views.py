"""Two pages without an account: declare a difficulty, and ask with the receipt how far it is."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts import limits
from accounts.divisions import find_village
from monitoring.cases.clues.declare import actions
from monitoring.cases.clues.declare.forms import DeclarationForm, ReceiptForm
from monitoring.cases.clues.declare.receipts import hash_of
from monitoring.cases.clues.reports.models import Report
from monitoring.cases.clues.reports.reading import state_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PAGE = "monitoring/clues/declare/form.html"
FROM_ONE_ADDRESS = 20  # an hour; a household's phones share one
TO_ONE_VILLAGE = 200  # a day

# What is told of a report, and nothing else.
WORDS: "dict[str | None, StrOrPromise]" = {
    Report.State.RECEIVED: _("Received. The office will look at it."),
    Report.State.CHECKING: _("Being checked. Somebody will come to the house."),
    Report.State.ANSWERED: _("Answered. You were told the result, or will be told it shortly."),
    None: _("There is no declaration with this code. Compare each character."),
}


@login_not_required
@never_cache
def form(request: HttpRequest, code: str) -> HttpResponse:
    village = find_village(code)
    if village is None:
        raise Http404
    if request.method != "POST":
        return render(request, PAGE, {"form": DeclarationForm(), "village": village})
    if _wait(request, "declare") or limits.wait(
        "village", code, most=TO_ONE_VILLAGE, seconds=limits.DAY
    ):
        return _too_many(request)
    filled = DeclarationForm(request.POST)
    if not filled.is_valid():
        return render(request, PAGE, {"form": filled, "village": village})
    receipt = actions.declare(village, **filled.cleaned_data)
    # In the answer itself and nowhere else: after this page nobody can read it.
    context = {"receipt": receipt, "village": village}
    return render(request, "monitoring/clues/declare/received.html", context)


@login_not_required
@never_cache
def answer(request: HttpRequest) -> HttpResponse:
    """By POST: the code stands in no address."""
    asked = ReceiptForm(request.POST or None)
    context: dict[str, object] = {"form": asked}
    if request.method == "POST":
        if _wait(request, "answer"):
            return _too_many(request)
        if asked.is_valid():
            context["words"] = WORDS[state_of(hash_of(asked.cleaned_data["code"]))]
    return render(request, "monitoring/clues/declare/answer.html", context)


def _wait(request: HttpRequest, kind: str) -> int:
    return limits.wait(kind, limits.address(request), most=FROM_ONE_ADDRESS, seconds=limits.HOUR)


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "monitoring/clues/declare/too_many.html", status=429)
