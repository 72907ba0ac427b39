"""The end of terms: which measure takes their place, and who releases it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import accepted
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assistance.catalogue import ending_actions as actions
from assistance.catalogue.forms import EndingForm
from assistance.catalogue.models import Ending, Terms
from monitoring.criteria.scope import require_here


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    terms = get_visible_or_404(Terms, request.user, pk=pk)
    require_here(request.user, "criteria.change", terms.county)
    form = EndingForm(request.POST or None, user=request.user, measure=terms.measure)
    if accepted(form, lambda: actions.propose(terms, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Handed in. A second person releases it."))
        return redirect("catalogue:terms", pk)
    return render(request, "assistance/catalogue/end.html", {"terms": terms, "form": form})


@require_POST
def release(request: Request, pk: int) -> HttpResponse:
    return _act(request, actions.release, pk, done=_("Released. The terms end on their last day."))


@require_POST
def give_back(request: Request, pk: int) -> HttpResponse:
    return _act(request, actions.give_back, pk, done=_("Returned. The terms go on."))


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    return _act(request, actions.undo, pk, done=_("Taken back. The terms go on."))


def _act(request: Request, action: Callable[..., object], pk: int, *, done: str) -> HttpResponse:
    """Do it with the end that is asked for or decided, and say so or why not on the next page."""
    terms = get_visible_or_404(Terms, request.user, pk=pk)
    require_here(request.user, "criteria.change", terms.county)
    ending = terms.endings.exclude(state=Ending.State.RETURNED).first()
    if ending is None:
        raise Http404
    try:
        action(ending, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect("catalogue:terms", pk)
