"""Places by the organisation for their assets, and the organisation of one place."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.models import Division
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from assets.ledger.actions import LEVELS
from assets.ledger.answering import answered
from assets.organisations import actions
from assets.organisations.forms import EndForm, OfficerForm, OrganisationForm
from assets.organisations.lists import ORGANISATIONS
from assets.organisations.models import Officer, Organisation
from monitoring.lists.page import opened

FORM = "assets/organisations/form.html"


@require_safe
def place_list(request: Request) -> HttpResponse:
    return render(request, "assets/organisations/list.html", opened(request, ORGANISATIONS).context)


@require_http_methods(["GET", "POST"])
def place(request: Request, code: str) -> HttpResponse:
    """Its organisation with all its officers, or the form that sets one up; and earlier ones."""
    require(request.user, "assets.view")
    found = get_visible_or_404(Division, request.user, code=code, level__in=LEVELS)
    if request.method == "POST":
        require(request.user, actions.KEEP, code)
    form = OrganisationForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    if form.is_bound and accepted(
        form, lambda: actions.set_up(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved. Now enter who does what in it."))
        return redirect("organisations:place", code)
    ever = found.asset_organisations.prefetch_related("officers")
    context = {
        "place": found,
        "organisation": next((each for each in ever if each.ends_on is None), None),
        "earlier": [each for each in ever if each.ends_on],
        "form": form,
        "may_keep": may(request.user, actions.KEEP, code),
    }
    return render(request, "assets/organisations/place.html", context)


@require_http_methods(["GET", "POST"])
def appoint(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(Organisation, request.user, pk=pk)
    require(request.user, actions.KEEP, found.division_id)
    form = OfficerForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    act = partial(actions.appoint, found)
    return answered(request, found, form, act, _("Enter who does what"), template=FORM)


@require_http_methods(["GET", "POST"])
def dissolve(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(Organisation, request.user, pk=pk)
    require(request.user, actions.KEEP, found.division_id)
    form, act = EndForm(request.POST or None), partial(actions.dissolve, found)
    return answered(request, found, form, act, _("End this organisation"), template=FORM)


@require_http_methods(["GET", "POST"])
def release(request: Request, pk: int) -> HttpResponse:
    officer = get_visible_or_404(Officer, request.user, pk=pk)
    require(request.user, actions.KEEP, officer.organisation.division_id)
    form, act = EndForm(request.POST or None), partial(actions.release, officer)
    title = _("%(duty)s ends") % {"duty": officer}
    return answered(request, officer.organisation, form, act, title, template=FORM)
