"""What every page's template knows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Post, User
from accounts.permissions import MAY


@dataclass(frozen=True)
class Entry:
    """A line of the menu, shown to whoever may what stands behind it."""

    url: str
    label: Promise
    icon: str
    permission: str | None = None

    def open_to(self, roles: set[str]) -> bool:
        return self.permission is None or bool(MAY[self.permission] & roles)


HOME = Entry("home", _("To do"), icon="home")
HOUSEHOLDS = Entry("registry:household-list", _("Households"), "users", "households.view")
FLAGS = Entry("screening:flag-list", _("Flags"), "flag", "households.view")
ME = Entry("me", _("Me"), icon="user")

MENU = (
    HOME,
    FLAGS,
    HOUSEHOLDS,
    Entry("screening:gap-list", _("Data gaps"), "puzzle", "households.view"),
    Entry("imports:batch-list", _("Imports"), "file-import", "imports.view"),
    Entry("criteria:version-list", _("Criteria"), "ruler", "criteria.view"),
    Entry("screening:run-list", _("Screening runs"), "radar", "screening.view"),
    Entry("accounts:user-list", _("Accounts"), "id-badge", "accounts.manage"),
    Entry("accounts:audit-list", _("Audit"), "list-search", "audit.view"),
)
BAR = (HOME, HOUSEHOLDS, FLAGS, ME)


class Site:
    """Menu and posts of the person asking; read from the database when a template first asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def posts(self) -> list[Post]:
        user = self._request.user
        if not isinstance(user, User):
            return []
        return list(Post.objects.current().filter(user=user).select_related("division"))

    @property
    def menu(self) -> list[Entry]:
        return self._open(MENU)

    @property
    def bar(self) -> list[Entry]:
        return self._open(BAR)

    def _open(self, entries: tuple[Entry, ...]) -> list[Entry]:
        roles = {post.role for post in self.posts}
        return [entry for entry in entries if entry.open_to(roles)]


def page(request: HttpRequest) -> dict[str, Any]:
    return {"site": Site(request)}
