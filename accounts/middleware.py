"""What every request of a signed-in person brings: an id, an end when idle, a fresh password."""

import contextvars
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

Handler = Callable[[HttpRequest], HttpResponse]

ACTIVE = "active_at"  # in the session: when the person was last heard of
NOTE_EVERY = 60  # seconds; a session is written at most that often

_request_id: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")


def current_request_id() -> str:
    """Id of the request being served; empty outside one (commands, background work)."""
    return _request_id.get()


def remember_request(get_response: Handler) -> Handler:
    """The id that ties together everything one request did."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = _request_id.set(str(uuid.uuid4()))
        try:
            return get_response(request)
        finally:
            _request_id.reset(token)

    return middleware


def mark_active(request: HttpRequest) -> None:
    request.session[ACTIVE] = int(time.time())


def end_idle_session(get_response: Handler) -> Handler:
    """Signs out whoever was not heard of for IDLE_SECONDS (等保: sign out when idle)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            idle = time.time() - request.session.get(ACTIVE, 0)
            if idle > settings.IDLE_SECONDS:
                logout(request)
            elif idle > NOTE_EVERY:
                mark_active(request)
        return get_response(request)

    return middleware


def keep_out_of_caches(get_response: Handler) -> Handler:
    """Answers to a signed-in person stay in no cache, for the next user of the machine."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    return middleware


def demand_new_password(get_response: Handler) -> Handler:
    """A temporary password opens the page that replaces it, and nothing else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not getattr(request.user, "must_change_password", False):
            return get_response(request)
        change = reverse("accounts:password-change")
        if request.path in (change, reverse("accounts:sign-out"), reverse("set-language")):
            return get_response(request)
        return (
            HttpResponseClientRedirect(change)
            if getattr(request, "htmx", False)
            else redirect(change)
        )

    return middleware
