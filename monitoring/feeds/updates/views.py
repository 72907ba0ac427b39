from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.feeds.updates import actions
from monitoring.registry.models import Household


@require_POST
def settle(request: Request, pk: int) -> HttpResponse:
    """The choice on the page of the household."""
    household = get_visible_or_404(Household, request.user, pk=pk)
    require(request.user, "households.change", household.division_id)
    question, choice = request.POST.get("question", ""), request.POST.get("choice", "")
    try:
        actions.settle(household, question, choice, by=request.user)
        messages.success(request, _("Decided. The history keeps both values."))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("registry:household-detail", pk)
