"""What people write: a new measure, what it counts as, and terms with both conditions at once."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import accepted
from accounts.permissions import require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, visible
from assistance.catalogue import actions
from assistance.catalogue.forms import DraftForm, MeasureForm, TermsForm
from assistance.catalogue.models import Measure, Terms
from monitoring.criteria.editor import editable
from monitoring.criteria.row_forms import SAVE, RowFormSet, condition_rows
from monitoring.criteria.scope import require_here
from monitoring.indicators.catalogue import EVERY, INDICATORS

CONDITIONS = ("eligibility", "received")


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: Request) -> HttpResponse:
    """A measure and its first terms; their conditions come on the next page."""
    require(request.user, "criteria.change")
    about = MeasureForm(request.POST or None)
    form = DraftForm(request.POST or None, user=request.user)
    made: list[Terms] = []

    def act() -> None:
        values = form.cleaned_data
        made.append(actions.create(about.cleaned_data, by=request.user, **values))

    if about.is_valid() and accepted(form, act):
        messages.success(request, _("Kept as a draft. Now say who is entitled, and hand it in."))
        return redirect("catalogue:change", made[0].pk)
    return render(request, "assistance/catalogue/new.html", {"about": about, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def about(request: Request, code: str) -> HttpResponse:
    """What the measure is called and counts as."""
    measure = get_visible_or_404(Measure, request.user, code=code)
    require_here(request.user, "criteria.release", measure.county)
    form = MeasureForm(request.POST or None, instance=measure)
    if accepted(
        form, lambda: actions.change_measure(measure, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("catalogue:measure", code)
    return render(request, "assistance/catalogue/about.html", {"measure": measure, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: Request, code: str) -> HttpResponse:
    """New terms, which begin as a copy of the newest that are released."""
    require(request.user, "criteria.change")
    measure = get_visible_or_404(Measure, request.user, code=code)
    released = visible(Terms, request.user).filter(measure=measure, state=Terms.State.RELEASED)
    before = released.first()
    form = DraftForm(
        request.POST or None, user=request.user, measure=measure, initial=_copied(before)
    )
    return _write(
        request, form, measure, before,
        save=lambda values: actions.draft(measure, by=request.user, **values),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """A draft of one's own."""
    terms = get_visible_or_404(Terms, request.user, pk=pk)
    require_here(request.user, "criteria.change", terms.county)
    form = TermsForm(request.POST or None, user=request.user, measure=terms.measure, instance=terms)
    return _write(
        request, form, terms.measure, terms,
        save=lambda values: actions.change(terms, by=request.user, **values),
    )  # fmt: skip


def _write(
    request: Request,
    form: TermsForm,
    measure: Measure,
    said: Terms | None,
    *,
    save: Callable[[dict[str, Any]], Terms],
) -> HttpResponse:
    """The page with the rows of both conditions; each button but the last arranges rows anew."""
    trees = {name: getattr(said, name, None) for name in CONDITIONS}
    if not all(editable(tree) for tree in trees.values() if tree):
        messages.error(request, _("This condition is nested too deeply for rows of a form."))
        return redirect("catalogue:measure", measure.code)
    conditions = {name: _rows(request, measure, name, tree) for name, tree in trees.items()}
    made: list[Terms] = []

    def act() -> None:
        said = {name: rows.condition for name, rows in conditions.items()}
        made.append(save(form.cleaned_data | said))

    saving = request.POST.get("do") == SAVE and all(each.is_valid() for each in conditions.values())
    if saving and accepted(form, act):
        messages.success(request, _("Kept as a draft. Try it, and hand it in for release."))
        return redirect("catalogue:terms", made[0].pk)
    context = {"measure": measure, "form": form, "conditions": conditions}
    return render(request, "assistance/catalogue/write.html", context)


def _rows(request: Request, measure: Measure, name: str, tree: Any) -> RowFormSet:
    known = EVERY if measure.per == Measure.Per.MEMBER else INDICATORS
    return condition_rows(request.POST or None, tree, prefix=name, known=known, least=0)


def _copied(before: Terms | None) -> dict[str, Any]:
    """What the form says before anybody wrote in it."""
    if before is None:
        return {}
    names = set(TermsForm.base_fields) - {"valid_from", "excludes"}
    return {name: getattr(before, name) for name in names} | {"excludes": before.excludes.all()}
