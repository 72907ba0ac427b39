"""The page of what is done to one thing: a form, and back to the thing once it is done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from accounts.forms import accepted
from accounts.requests import Request

SAVED = _("Saved.")


def answered(
    request: Request,
    subject: Any,
    form: forms.BaseForm,
    act: Callable[..., Any],
    title: str,
    *,
    said: Any = SAVED,
    template: str = "assets/form.html",
) -> HttpResponse:
    """`act` does it with what the form asks for; the page of `subject`, an asset or what is near
    one, is where it was asked for.
    """
    if accepted(form, lambda: act(by=request.user, **form.cleaned_data)):
        messages.success(request, said)
        return redirect(subject)
    return render(request, template, {"subject": subject, "title": title, "form": form})
