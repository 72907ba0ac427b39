"""What every page's template knows."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from accounts.models import Post
from accounts.permissions import MAY
from accounts.posts import held
from config import menu
from config.menu import Entry, Section


class Frame:
    """Menu and posts of the person asking; read from the database when a template first asks."""

    home = menu.HOME

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def posts(self) -> list[Post]:
        return held(self._request.user)

    @property
    def has_desk(self) -> bool:
        """Not with a temporary password, which opens nothing but the page that replaces it."""
        replacing = getattr(self._request.user, "must_change_password", False)
        return not replacing and bool(MAY["desk.view"] & self._roles)

    @property
    def menu(self) -> list[Section]:
        """The sections that have something for the person."""
        opened = (section.open_to(self._roles) for section in menu.SECTIONS)
        return [section for section in opened if section.entries]

    @property
    def bar(self) -> list[Entry]:
        return menu.open_to(self._roles, menu.BAR)

    @property
    def _roles(self) -> set[str]:
        return {post.role for post in self.posts}


def page(request: HttpRequest) -> dict[str, Any]:
    # Not "site": Django's own page for signing in says so of something else.
    return {"frame": Frame(request)}
