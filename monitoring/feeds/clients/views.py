"""Which programs of departments may call: made, looked at, changed and revoked by people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.feeds.clients import actions, offers, panels
from monitoring.feeds.clients.forms import AllowedForm, ClientForm, known
from monitoring.feeds.clients.lists import CLIENTS
from monitoring.feeds.clients.models import Client
from monitoring.feeds.clients.querysets import calls_of, calls_today
from monitoring.lists.page import opened

SHOWN_CALLS = 20


@require_safe
def client_list(request: Request) -> HttpResponse:
    may_make = may(request.user, "clients.manage")
    context = opened(request, CLIENTS).context | {"may_make": may_make}
    return render(request, "monitoring/feeds/client_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def client_new(request: Request) -> HttpResponse:
    require(request.user, "clients.manage")
    form = ClientForm(request.POST or None, by=request.user)
    made: list[tuple[Client, str]] = []
    if accepted(form, lambda: made.append(actions.make(by=request.user, **form.allowed))):
        return _tell_secret(request, *made[0])
    context = {"form": form, "title": _("New access for a department")}
    return render(request, "monitoring/feeds/client_form.html", context)


@require_safe
def client_detail(request: Request, pk: int) -> HttpResponse:
    require(request.user, "clients.view")
    client = get_visible_or_404(Client, request.user, pk=pk)
    context = {
        "client": client,
        "feeds": offers.feed_labels(client),
        "fields": offers.field_labels(client),
        "calls": calls_of(client.user)[:SHOWN_CALLS],
        "calls_today": calls_today(client.user),
        "panels": panels.rendered(client, request),
        "may_change": not client.revoked_at
        and may(request.user, "clients.manage", client.division_id),
    }
    return render(request, "monitoring/feeds/client.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def client_change(request: Request, pk: int) -> HttpResponse:
    client = _managed(request, pk)
    form = AllowedForm(request.POST or None, initial=known(client))
    if accepted(form, lambda: actions.change(client, by=request.user, **form.allowed)):
        messages.success(request, _("Saved. It holds from the next call on."))
        return redirect("clients:client", pk)
    context = {"form": form, "client": client, "title": _("Change what it may do")}
    return render(request, "monitoring/feeds/client_form.html", context)


@require_POST
def client_renew_secret(request: Request, pk: int) -> HttpResponse:
    client = _managed(request, pk)
    return _tell_secret(request, client, actions.renew_secret(client, by=request.user))


@require_POST
def client_revoke(request: Request, pk: int) -> HttpResponse:
    client = _managed(request, pk)
    actions.revoke(client, by=request.user)
    messages.success(request, _("The access is revoked; its tokens no longer open anything."))
    return redirect("clients:client", pk)


def _managed(request: Request, pk: int) -> Client:
    """Revoked ones are only looked at."""
    require(request.user, "clients.manage")
    return get_visible_or_404(Client, request.user, pk=pk, revoked_at=None)


def _tell_secret(request: Request, client: Client, secret: str) -> HttpResponse:
    # In the answer itself and nowhere else: after this page nobody can read it.
    context = {"client": client, "secret": secret, "number": client.application.client_id}
    return render(request, "monitoring/feeds/client_secret.html", context)
