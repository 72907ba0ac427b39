"""The allowed uses of income with their dates; set by an administrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import accepted
from accounts.permissions import may, require
from accounts.requests import Request
from assets.income.distributions import rule_actions
from assets.income.distributions.lists import rules_seen_by
from assets.income.distributions.rule_actions import CHANGE
from assets.income.distributions.rule_forms import RuleForm, UseForm

T = "assets/income/distributions"


@require_http_methods(["GET", "POST"])
def rules(request: Request) -> HttpResponse:
    require(request.user, "procedures.view")
    form = RuleForm(request.POST or None)
    if request.method == "POST":
        require(request.user, CHANGE)
    if form.is_bound and accepted(
        form, lambda: rule_actions.set_rule(by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("distributions:rules")
    changes = may(request.user, CHANGE)
    context = {"rules": rules_seen_by(request.user).for_list(), "form": form if changes else None}
    return render(request, f"{T}/rules.html", context)


@require_http_methods(["GET", "POST"])
def new_use(request: Request) -> HttpResponse:
    require(request.user, CHANGE)
    form = UseForm(request.POST or None)
    if form.is_bound and accepted(
        form, lambda: rule_actions.add_use(by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Saved."))
        return redirect("distributions:rules")
    return render(request, f"{T}/new_use.html", {"form": form})
