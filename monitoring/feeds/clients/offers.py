"""What a client can be given beyond its scopes; the slices above say theirs in feeds/wiring.py."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from monitoring.feeds.clients.models import Client

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

feeds: "dict[str, StrOrPromise]" = {}  # by code
fields: "dict[str, dict[str, StrOrPromise]]" = {}  # by resource and name


def readable(client: Client, resource: str, names: Iterable[str]) -> list[str]:
    """Those of `names`, in their order, that the client may read of `resource`."""
    return [name for name in names if f"{resource}.{name}" in client.fields]


def every_field() -> set[str]:
    return {f"{resource}.{name}" for resource, names in fields.items() for name in names}
