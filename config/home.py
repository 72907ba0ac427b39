"""The first page after signing in, by role, and the page about oneself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "config/home.html")


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Posts, language and sign-out; on a phone also the way to every page of the menu."""
    return render(request, "config/me.html")
