"""Assets and projects: the lists, one of each, a new one, and the state of an asset."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from accounts.scope import get_visible_or_404, visible
from assets.ledger import actions
from assets.ledger.answering import answered
from assets.ledger.depreciation import net_value
from assets.ledger.forms import (
    AssetForm,
    DayForm,
    DepreciationForm,
    FundingForm,
    ProjectCorrectionForm,
    ProjectForm,
    StateForm,
)
from assets.ledger.lists import ASSETS, PROJECTS, rules_seen_by
from assets.ledger.models import Asset, Project
from assets.ledger.panels import buttons, rendered
from monitoring.lists.page import opened


@require_safe
def asset_list(request: Request) -> HttpResponse:
    page = opened(request, ASSETS)
    context = page.context | {
        "may_register": may(request.user, actions.REGISTER),
        "may_import": may(request.user, "assets.import"),
    }
    return render(request, "assets/ledger/list.html", context)


@require_http_methods(["GET", "POST"])
def asset_new(request: Request) -> HttpResponse:
    require(request.user, actions.REGISTER)
    known = {"project": request.GET.get("project", "")}
    form, made = AssetForm(request.POST or None, user=request.user, initial=known), list[Asset]()
    if request.method == "POST" and accepted(
        form, lambda: made.append(actions.register(by=request.user, **form.cleaned_data))
    ):
        messages.success(request, _("Asset entered."))
        return redirect(made[0])
    return render(request, "assets/ledger/new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def asset(request: Request, pk: int) -> HttpResponse:
    """All that is known of it; who keeps it says its state here."""
    require(request.user, "assets.view")
    found = get_visible_or_404(Asset, request.user, pk=pk)
    may_change = not found.ended_on and may(request.user, actions.REGISTER, found.division_id)
    if request.method == "POST":
        require(request.user, actions.REGISTER, found.division_id)
    form = StateForm(request.POST or None, initial={"state": found.state})
    if request.method == "POST" and accepted(
        form, lambda: actions.change_state(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect(found)
    worth = DayForm(request.GET)
    context = {
        "asset": found,
        "worth": worth,
        "net_value": net_value(found, worth.day),
        "states": found.states.select_related("by"),
        "form": form if may_change else None,
        "panels": rendered(found, request),
        "buttons": buttons(found, request.user),
    }
    return render(request, "assets/ledger/asset.html", context)


@require_safe
def project_list(request: Request) -> HttpResponse:
    page = opened(request, PROJECTS)
    context = page.context | {"may_keep": may(request.user, "projects.keep")}
    return render(request, "assets/ledger/projects.html", context)


@require_http_methods(["GET", "POST"])
def project_new(request: Request) -> HttpResponse:
    require(request.user, "projects.keep")
    form, made = ProjectForm(request.POST or None, user=request.user), list[Project]()
    if request.method == "POST" and accepted(
        form, lambda: made.append(actions.register_project(by=request.user, **form.cleaned_data))
    ):
        messages.success(
            request, _("Project entered. Now enter its money and the assets it formed.")
        )
        return redirect(made[0])
    return render(request, "assets/ledger/project_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def project(request: Request, pk: int) -> HttpResponse:
    """What was spent on it and what it formed; who keeps projects adds what a source gave."""
    require(request.user, "projects.view")
    found = get_visible_or_404(Project, request.user, pk=pk)
    may_keep = may(request.user, "projects.keep", found.county_id)
    if request.method == "POST":
        require(request.user, "projects.keep", found.county_id)
    form = FundingForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: actions.fund_project(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect(found)
    formed = visible(Asset, request.user).filter(project=found).select_related("kind", "division")
    context = {
        "project": found,
        "fundings": found.fundings.all(),
        "assets": formed,
        "changes": found.changes.select_related("by"),
        "worth": sum(each.original_value for each in formed if not each.ended_on),
        "form": form if may_keep else None,
    }
    return render(request, "assets/ledger/project.html", context)


@require_http_methods(["GET", "POST"])
def project_correct(request: Request, pk: int) -> HttpResponse:
    found = get_visible_or_404(Project, request.user, pk=pk)
    require(request.user, "projects.keep", found.county_id)
    form = ProjectCorrectionForm(request.POST or None, instance=found)
    act = partial(actions.correct_project, found)
    return answered(request, found, form, act, _("Correct the project"))


@require_http_methods(["GET", "POST"])
def depreciation(request: Request) -> HttpResponse:
    """How assets of each sub-class lose their value; set by an administrator."""
    require(request.user, "procedures.view")
    if request.method == "POST":
        require(request.user, "procedures.change")
    form = DepreciationForm(request.POST or None)
    if form.is_bound and accepted(
        form, lambda: actions.set_depreciation(by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("assets:depreciation")
    changes = may(request.user, "procedures.change")
    rules = rules_seen_by(request.user).for_list()
    context = {"form": form if changes else None, "rules": rules}
    return render(request, "assets/ledger/depreciation.html", context)
