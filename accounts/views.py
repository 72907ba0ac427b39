"""The pages of accounts. Whoever is out of the asker's reach does not exist for them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, audit
from accounts.filters import remember, remembered
from accounts.forms import (
    AccountFilter,
    AccountForm,
    AuditFilter,
    ClosePostForm,
    OwnPasswordForm,
    PersonForm,
    PostForm,
    refuse,
)
from accounts.models import Division, Post, User
from accounts.paging import newest_first, numbered
from accounts.permissions import require
from accounts.querysets import is_locked, suggested
from accounts.reach import managed, narrowed
from accounts.requests import Request
from accounts.scope import visible


@require_http_methods(["GET", "HEAD", "POST"])
def user_list(request: Request) -> HttpResponse:
    require(request.user, "accounts.manage")
    if request.method == "POST":
        remember(request, AccountFilter)
        return redirect("accounts:user-list")
    form = remembered(request, AccountFilter, divisions=visible(Division, request.user))
    accounts = narrowed(managed(request.user), **form.cleaned_data)
    page = numbered(accounts, request.GET)
    return render(request, "accounts/user_list.html", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def user_create(request: Request) -> HttpResponse:
    require(request.user, "accounts.manage")
    form = AccountForm(request.POST or None, **_choices(request))
    if form.is_valid():
        password = actions.temporary_password()
        account = _attempt(
            form, actions.create_account, password=password, must_change_password=True,
            by=request.user, **form.cleaned_data,
        )  # fmt: skip
        if account:
            return _tell_password(request, account, password)
    return render(request, "accounts/user_create.html", {"form": form})


@require_safe
def user_detail(request: Request, pk: int) -> HttpResponse:
    account = _managed(request, pk)
    context = {
        "account": account,
        "posts": account.posts.select_related("division__parent__parent"),
        "locked": is_locked(account),
    }
    return render(request, "accounts/user_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def user_change(request: Request, pk: int) -> HttpResponse:
    account = _managed(request, pk)
    known = {"full_name": account.full_name, "phone": account.phone}
    form = PersonForm(request.POST or None, initial=known)
    if form.is_valid():
        actions.change_account(account, by=request.user, **form.cleaned_data)
        return _done(request, account, _("Saved."))
    title = _("Change name and phone")
    return render(request, "accounts/form.html", {"form": form, "account": account, "title": title})


@require_POST
def user_reset_password(request: Request, pk: int) -> HttpResponse:
    account = _managed(request, pk)
    password = actions.reset_password(account, by=request.user)
    return _tell_password(request, account, password)


@require_POST
def user_deactivate(request: Request, pk: int) -> HttpResponse:
    account = _managed(request, pk)
    actions.deactivate(account, by=request.user)
    return _done(request, account, _("The account is deactivated."))


@require_POST
def user_reactivate(request: Request, pk: int) -> HttpResponse:
    account = _managed(request, pk)
    actions.reactivate(account, by=request.user)
    return _done(request, account, _("The account is active again."))


@require_POST
def user_unlock(request: Request, pk: int) -> HttpResponse:
    account = _managed(request, pk)
    actions.unlock(account, by=request.user)
    return _done(request, account, _("The account is unlocked."))


@require_http_methods(["GET", "HEAD", "POST"])
def post_open(request: Request, pk: int) -> HttpResponse:
    account = _managed(request, pk)
    form = PostForm(request.POST or None, **_choices(request))
    if form.is_valid() and _attempt(
        form, actions.open_post, user=account, by=request.user, **form.cleaned_data
    ):
        return _done(request, account, _("The post is open."))
    title = _("Open a post")
    return render(request, "accounts/form.html", {"form": form, "account": account, "title": title})


@require_http_methods(["GET", "HEAD", "POST"])
def post_close(request: Request, pk: int, post_pk: int) -> HttpResponse:
    account = _managed(request, pk)
    post: Post = get_object_or_404(account.posts.not_ended(), pk=post_pk)
    form = ClosePostForm(request.POST or None)
    if form.is_valid() and _attempt(
        form, actions.close_post, post=post, by=request.user, **form.cleaned_data
    ):
        return _done(request, account, _("The post is closed."))
    context = {"form": form, "account": account, "title": _("Close a post"), "post": post}
    return render(request, "accounts/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: Request) -> HttpResponse:
    form = OwnPasswordForm(request.user, request.POST or None)
    if form.is_valid():
        actions.change_own_password(request.user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password is changed."))
        return redirect("home")
    return render(request, "accounts/password_change.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def audit_list(request: Request) -> HttpResponse:
    require(request.user, "audit.view")
    if request.method == "POST":
        remember(request, AuditFilter)
        return redirect("accounts:audit-list")
    form = remembered(request, AuditFilter, divisions=visible(Division, request.user))
    page = newest_first(audit.trail(request.user).matching(**form.cleaned_data), request.GET)
    context = {"form": form, "page": page, "rows": audit.with_accounts(page.rows)}
    return render(request, "accounts/audit_list.html", context)


@require_POST
def audit_export(request: Request) -> FileResponse:
    require(request.user, "audit.view")
    form = remembered(request, AuditFilter, divisions=visible(Division, request.user))
    rows = audit.trail(request.user).matching(**form.cleaned_data)
    file = actions.export_audit(rows, by=request.user)
    return FileResponse(file, as_attachment=True, filename=f"audit-{timezone.localdate()}.xlsx")


@require_safe
def division_options(request: Request) -> HttpResponse:
    """Suggestions for a division field, of the user's own area."""
    words = request.GET.get("division", "").strip()
    found = suggested(visible(Division, request.user), words) if words else ()
    return render(request, "accounts/division_options.html", {"divisions": found})


def _managed(request: Request, pk: int) -> User:
    return get_object_or_404(managed(request.user), pk=pk)


def _choices(request: Request) -> dict[str, Any]:
    return {"by": request.user, "divisions": visible(Division, request.user)}


def _attempt(form: Form, act: Any, **values: Any) -> Any:
    """What the action returns; None where it refused, said in the form."""
    try:
        return act(**values)
    except ValidationError as error:
        refuse(form, error)
        return None


def _tell_password(request: Request, account: User, password: str) -> HttpResponse:
    # In the answer itself and nowhere else: after this page nobody can read it.
    context = {"account": account, "password": password}
    return render(request, "accounts/password_told.html", context)


def _done(request: Request, account: User, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect("accounts:user-detail", pk=account.pk)
