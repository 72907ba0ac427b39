"""The administration of small reference tables; a current post of administrator opens it."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import Post, User
from accounts.permissions import roles


class ReferenceTables(AdminSite):
    site_header = site_title = _("Reference tables")
    index_title = _("Divisions and schedule")

    def has_permission(self, request: HttpRequest) -> bool:
        return Post.Role.ADMIN in roles(request.user)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one door, with its lockout: the sign-in page of everybody."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())


class Administrators(BaseBackend):
    """What Django's administration asks: an administrator may change divisions and schedule."""

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: Any = None) -> bool:
        app, _dot, codename = perm.partition(".")
        mine = app == "django_celery_beat" or (app == "accounts" and codename.endswith("_division"))
        return mine and Post.Role.ADMIN in roles(user_obj)

    def has_module_perms(self, user_obj: User | AnonymousUser, app_label: str) -> bool:
        mine = app_label in ("django_celery_beat", "accounts")
        return mine and Post.Role.ADMIN in roles(user_obj)
