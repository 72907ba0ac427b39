from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from assistance.duties.forms import LimitForm
from assistance.duties.limits import ever, set_limit
from assistance.duties.lists import DUTIES
from monitoring.lists.page import opened


@require_safe
def duty_list(request: Request) -> HttpResponse:
    return render(request, "assistance/duties/list.html", opened(request, DUTIES).context)


@require_http_methods(["GET", "POST"])
def limits(request: Request) -> HttpResponse:
    """Within which time help comes, by which document; set by an administrator."""
    require(request.user, "procedures.view")
    form = LimitForm(request.POST or None)
    if form.is_bound and accepted(form, lambda: set_limit(by=request.user, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("duties:limits")
    changes = may(request.user, "procedures.change")
    context = {"form": form if changes else None, "limits": ever()}
    return render(request, "assistance/duties/limits.html", context)
