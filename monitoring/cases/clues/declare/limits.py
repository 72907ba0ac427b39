"""How often a page without an account may be asked: counted in Redis, for an hour or a day."""

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from accounts.personal import keyed_hash

HOUR = 60 * 60
DAY = 24 * HOUR


def admit(kind: str, who: str, *, most: int, seconds: int) -> bool:
    """Count one more try of `who`; whether it is among the first `most` of the period.

    The address itself is not kept, only a keyed hash of it.
    """
    key = f"admit:{kind}:{keyed_hash(who).hex()}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:  # the period ended between the two
        return True


def address(request: HttpRequest) -> str:
    """Behind our own proxy the last address it added; what a client says of itself counts not."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return (forwarded if settings.HTTPS else "") or request.META.get("REMOTE_ADDR", "")
