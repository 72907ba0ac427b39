"""Helpers with what is on them, handing their households over, and givers from outside."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import accepted
from accounts.models import Division, User
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, inside
from assistance.schemes.helpers import actions
from assistance.schemes.helpers.figures import GIVERS, LOADS
from assistance.schemes.helpers.forms import GiftForm, GiverForm, HandOverForm, ReverseForm
from assistance.schemes.helpers.models import Gift, Giver
from assistance.schemes.helpers.reading import givers_seen_by, households_of, loads
from monitoring.lists.forms import PlaceForm
from monitoring.lists.page import at_place


@require_safe
def helper_list(request: Request) -> HttpResponse:
    """Whoever is paired with a household of the place, the most loaded first."""
    form, place = _placed(request, request.GET)
    may_export = may(request.user, LOADS.permission)
    context = {"form": form, "place": place, "loads": loads(place), "may_export": may_export}
    return render(request, "assistance/helpers/list.html", context)


@require_http_methods(["GET", "POST"])
def helper(request: Request, pk: int, code: str) -> HttpResponse:
    """Their households in a place, and handing all of them over."""
    require(request.user, "helpers.view")
    place = get_visible_or_404(Division, request.user, code=code)
    found = get_object_or_404(User, pk=pk)
    households = households_of(found, place).select_related("division__parent")
    if not households:
        raise Http404
    hands_over = may(request.user, "households.change", code)
    form = HandOverForm(
        request.POST or None, place=place, helper=found, initial={"on": timezone.localdate()}
    )
    if request.method == "POST":
        require(request.user, "households.change", code)
        count: list[int] = []
        said = form.cleaned_data if form.is_valid() else {}
        if accepted(
            form,
            lambda: count.append(actions.hand_over(place, by=request.user, helper=found, **said)),
        ):
            sentence = ngettext(
                "%(count)s household handed over.", "%(count)s households handed over.", count[0]
            )
            messages.success(request, sentence % {"count": count[0]})
            return redirect("helpers:list")
    context = {
        "helper": found, "place": place, "households": households,
        "form": form if hands_over else None,
    }  # fmt: skip
    return render(request, "assistance/helpers/helper.html", context)


@require_safe
def giver_list(request: Request) -> HttpResponse:
    form, place = _placed(request, request.GET)
    givers = givers_seen_by(request.user).filter(inside([place]))
    context = {
        "form": form,
        "place": place,
        "givers": givers.for_list(),
        "sums": givers.sums(),
        "keeps": may(request.user, "helpers.keep", place.code),
        "may_export": may(request.user, GIVERS.permission),
    }
    return render(request, "assistance/helpers/givers.html", context)


@require_http_methods(["GET", "POST"])
def giver_new(request: Request, code: str) -> HttpResponse:
    place = get_visible_or_404(Division, request.user, code=code)
    require(request.user, "helpers.keep", code)
    form = GiverForm(request.POST or None)
    made: list[Giver] = []
    if form.is_bound and accepted(
        form,
        lambda: made.append(actions.add_giver(place, by=request.user, **form.cleaned_data)),
    ):
        return redirect(made[0])
    return render(request, "assistance/helpers/giver_new.html", {"form": form, "place": place})


@require_http_methods(["GET", "POST"])
def giver(request: Request, pk: int) -> HttpResponse:
    """What they gave; recording more of it."""
    require(request.user, "helpers.view")
    found = get_visible_or_404(Giver, request.user, pk=pk)
    keeps = may(request.user, "helpers.keep", found.division_id)
    form = GiftForm(request.POST or None, giver=found, initial={"on": timezone.localdate()})
    if request.method == "POST":
        require(request.user, "helpers.keep", found.division_id)
        if accepted(form, lambda: actions.record_gift(found, by=request.user, **form.cleaned_data)):
            messages.success(request, _("Recorded."))
            return redirect(found)
    context = {
        "giver": givers_seen_by(request.user).for_list().get(pk=found.pk),
        "gifts": found.gifts.select_related("division"),
        "form": form if keeps else None,
    }
    return render(request, "assistance/helpers/giver.html", context)


@require_POST
def reverse(request: Request, pk: int) -> HttpResponse:
    require(request.user, "helpers.view")
    gift = get_visible_or_404(Gift, request.user, pk=pk)
    form = ReverseForm(request.POST)
    if accepted(form, lambda: actions.reverse_gift(gift, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Reversed."))
    else:
        messages.error(request, _("Say why."))
    return redirect(gift.giver)


def _placed(request: Request, data: QueryDict) -> tuple[PlaceForm, Division]:
    """The chosen place, else the widest of the user's own."""
    require(request.user, "helpers.view")
    form, place = at_place(request, data)
    form.offer_near_places()
    return form, place
