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
HOUSEHOLDS = Entry(
    "registry:household-list", _("Households"), icon="users", permission="households.view"
)
VISITS = Entry("visits:plan", _("Visits due"), icon="walk", permission="cases.view")
CASES = Entry("cases:list", _("Cases"), icon="route", permission="cases.view")
CLUES = Entry("clues:list", _("Clues to judge"), icon="inbox", permission="cases.view")
FLAGS = Entry("screening:flag-list", _("Flags"), icon="flag", permission="flags.view")
ME = Entry("me", _("Me"), icon="user")


MENU = (
    HOME,
    CLUES,
    Entry("clues:report-list", _("Reports"), icon="message-report", permission="clues.report"),
    FLAGS,
    CASES,
    VISITS,
    HOUSEHOLDS,
    Entry("meetings:index", _("Appraisal and notice"), icon="gavel", permission="cases.view"),
    Entry(
        "endings:candidates",
        _("Ready to leave monitoring"),
        icon="shield-check",
        permission="cases.view",
    ),
    Entry("papers:list", _("Papers"), icon="file-text", permission="cases.view"),
    Entry("desk:standing", _("Where cases stand"), icon="filter", permission="desk.supervise"),
    Entry("desk:nightly", _("What runs at night"), icon="moon", permission="desk.jobs"),
    Entry(
        "comparison:requests",
        _("Information comparison"),
        icon="arrows-exchange",
        permission="cases.county",
    ),
    Entry(
        "assessment:national",
        _("Entry in the national system"),
        icon="world-upload",
        permission="cases.township",
    ),
    Entry("procedures:list", _("Procedures"), icon="sitemap", permission="procedures.view"),
    Entry("screening:gap-list", _("Data gaps"), icon="puzzle", permission="households.view"),
    Entry("imports:batch-list", _("Imports"), icon="file-import", permission="imports.view"),
    Entry(
        "comparison:items",
        _("Items of the comparison"),
        icon="list-check",
        permission="procedures.change",
    ),
    Entry("criteria:version-list", _("Criteria"), icon="ruler", permission="criteria.view"),
    Entry("screening:run-list", _("Screening runs"), icon="radar", permission="screening.view"),
    Entry("clues:limits", _("Limits of judging"), icon="clock", permission="procedures.change"),
    Entry("accounts:user-list", _("Accounts"), icon="id-badge", permission="accounts.manage"),
    Entry("accounts:audit-list", _("Audit"), icon="list-search", permission="audit.view"),
)
BAR = (HOME, HOUSEHOLDS, VISITS, ME)


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
