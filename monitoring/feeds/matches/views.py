from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.feeds.clients.models import Client
from monitoring.feeds.matches import actions


@require_POST
def make_key(request: Request, pk: int) -> HttpResponse:
    """A first or a new key of a client, told in this answer and nowhere else."""
    require(request.user, "clients.manage")
    client = get_visible_or_404(Client, request.user, pk=pk)
    try:
        key = actions.make_key(client, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("clients:client", pk)
    return render(request, "monitoring/feeds/match_key_made.html", {"client": client, "key": key})
