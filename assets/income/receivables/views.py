"""What is owed for assets: the list; it is received on the page of the asset."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import Request
from assets.income.receivables.lists import RECEIVABLES
from monitoring.lists.page import opened


@require_safe
def receivable_list(request: Request) -> HttpResponse:
    """With the sums of all its rows, where they can be counted at once."""
    page = opened(request, RECEIVABLES)
    rows, today = RECEIVABLES.rows(page.form), timezone.localdate()
    sums = None if page.context["count"].or_more else rows.sums(today)
    context = page.context | {"sums": sums, "today": today}
    return render(request, "assets/income/receivables.html", context)
