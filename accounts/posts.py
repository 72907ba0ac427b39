"""The posts a person holds today: every question of who may what rests on them, so a request reads
them once.
"""

import contextvars
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from accounts.models import Post, User

# By user, while a request is served; None outside one, where nothing is kept.
_kept: contextvars.ContextVar[dict[int, list[Post]] | None] = contextvars.ContextVar(
    "posts", default=None
)


def held(user: User | AnonymousUser) -> list[Post]:
    """The current posts with their divisions; none for whoever is signed out or deactivated."""
    if not isinstance(user, User) or not user.is_active:
        return []
    kept = _kept.get()
    if kept is None:
        return _read(user)
    if user.pk not in kept:
        kept[user.pk] = _read(user)
    return kept[user.pk]


def forget() -> None:
    """Posts have changed: the next question reads them again."""
    if (kept := _kept.get()) is not None:
        kept.clear()


def read_once(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        token = _kept.set({})
        try:
            return get_response(request)
        finally:
            _kept.reset(token)

    return middleware


def _read(user: User) -> list[Post]:
    return list(Post.objects.current().filter(user=user).select_related("division"))
