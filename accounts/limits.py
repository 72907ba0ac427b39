"""How often somebody may ask: counted in Redis, for a minute, an hour or a day.

While Redis is away everybody is let in: a limit guards what the machines can bear, never who sees
what.
"""

import time
from math import ceil

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from accounts.personal import keyed_hash

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def wait(kind: str, who: str, *, most: int, seconds: int) -> int:
    """Count one more try of `who`: 0 for the first `most` of the period, else the seconds to wait.

    `who` itself is not kept, only a keyed hash of it.
    """
    key = f"limit:{kind}:{keyed_hash(who).hex()}"
    if cache.add(key, 0, seconds):
        cache.set(f"{key}:ends", time.time() + seconds, seconds)
    try:
        tried = cache.incr(key)
    except ValueError:  # the period ended between the two
        return 0
    if tried <= most:
        return 0
    ends: float = cache.get(f"{key}:ends", time.time())
    return max(1, ceil(ends - time.time()))


def address(request: HttpRequest) -> str:
    """Behind our own proxy the last address it added; what a client says of itself counts not."""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return (forwarded if settings.HTTPS else "") or request.META.get("REMOTE_ADDR", "")
