"""The editor of one criterion: rows of clauses, without JSON and without need of JavaScript."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import refuse
from accounts.requests import Request
from accounts.scope import get_visible_or_404
from monitoring.criteria import actions
from monitoring.criteria.editor import editable
from monitoring.criteria.forms import CriterionForm
from monitoring.criteria.models import Criterion, Version
from monitoring.criteria.row_forms import SAVE, condition_rows
from monitoring.criteria.scope import require_writer


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_add(request: Request, pk: int) -> HttpResponse:
    version = get_visible_or_404(Version, request.user, pk=pk)
    return _edit(request, version, None)


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_change(request: Request, pk: int) -> HttpResponse:
    criterion = get_visible_or_404(Criterion, request.user, pk=pk)
    if not editable(criterion.condition):
        messages.error(request, _("This condition is nested too deeply for rows of a form."))
        return redirect("criteria:version", criterion.version_id)
    return _edit(request, criterion.version, criterion)


@require_POST
def criterion_remove(request: Request, pk: int) -> HttpResponse:
    criterion = get_visible_or_404(Criterion, request.user, pk=pk)
    try:
        actions.remove_criterion(criterion, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("criteria:version", criterion.version_id)


def _edit(request: Request, version: Version, criterion: Criterion | None) -> HttpResponse:
    """The page with its rows; each button but the last only arranges them anew."""
    require_writer(version, request.user)
    form = CriterionForm(request.POST or None, instance=criterion)
    rows = condition_rows(request.POST or None, criterion and criterion.condition)
    if request.POST.get("do") == SAVE and form.is_valid() and rows.is_valid():
        values = form.cleaned_data | {"condition": rows.condition}
        try:
            if criterion:
                actions.change_criterion(criterion, by=request.user, **values)
            else:
                actions.add_criterion(version, by=request.user, **values)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("criteria:version", version.pk)
    context = {"version": version, "criterion": criterion, "form": form, "rows": rows}
    return render(request, "monitoring/criteria/criterion_edit.html", context)
