"""The limits of schemes, each with its values and documents; set by an administrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from assistance.schemes.limits import actions
from assistance.schemes.limits.forms import ValueForm
from assistance.schemes.limits.reading import ever, without_value


@require_http_methods(["GET", "POST"])
def values(request: Request) -> HttpResponse:
    require(request.user, "procedures.view")
    form = ValueForm(request.POST or None)
    if form.is_bound and accepted(
        form, lambda: actions.set_value(by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("schemes:limits")
    changes = may(request.user, "procedures.change")
    context = {
        "form": form if changes else None,
        "values": ever(),
        "without_value": without_value(),
    }
    return render(request, "assistance/limits/values.html", context)
