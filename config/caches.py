"""The cache, which holds nothing that anybody needs: progress of jobs, counts that take seconds."""

from contextlib import suppress
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import TimeoutError as TooSlow


class SpareRedisCache(RedisCache):
    """While Redis is away nothing is found and nothing is kept, and the work goes on."""

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        with suppress(Unreachable, TooSlow):
            return super().get(key, default, version)
        return default

    def add(self, key: Any, value: Any, timeout: Any = None, version: Any = None) -> Any:
        with suppress(Unreachable, TooSlow):
            return super().add(key, value, timeout, version)
        return False

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        with suppress(Unreachable, TooSlow):
            return super().incr(key, delta, version)
        return delta

    def set(self, key: Any, value: Any, timeout: Any = None, version: Any = None) -> None:
        with suppress(Unreachable, TooSlow):
            super().set(key, value, timeout, version)
