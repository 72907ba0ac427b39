"""What a client can be given beyond its scopes; the slices above say theirs in feeds/wiring.py."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from monitoring.feeds.clients.models import Client, Scope

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

feeds: "dict[str, StrOrPromise]" = {}  # by code
fields: "dict[str, dict[str, StrOrPromise]]" = {}  # by resource and name


def readable(client: Client, resource: str, names: Iterable[str]) -> list[str]:
    """Those of `names`, in their order, that the client may read of `resource`."""
    return [name for name in names if f"{resource}.{name}" in client.fields]


def every_field() -> "dict[str, StrOrPromise]":
    """The label of each, by "resource.field"."""
    return {
        f"{resource}.{name}": label
        for resource, names in fields.items()
        for name, label in names.items()
    }


def by_resource() -> "list[tuple[StrOrPromise, list[tuple[str, StrOrPromise]]]]":
    """The fields as choices, under what the resource is opened for."""
    opened = {scope.partition(".")[0]: scope.label for scope in Scope}
    return [
        (opened[resource], [(f"{resource}.{name}", label) for name, label in names.items()])
        for resource, names in fields.items()
    ]


def feed_labels(client: Client) -> list[str]:
    return [str(feeds.get(code, code)) for code in client.feeds]


def field_labels(client: Client) -> list[str]:
    """A line for each resource of which it reads something."""
    lines = []
    for opened, names in by_resource():
        told = [str(label) for name, label in names if name in client.fields]
        if told:
            lines.append(f"{opened}：{'、'.join(told)}")
    return lines


def refuse_unknown(client: Client) -> None:
    """ValidationError unless all it is given is offered."""
    problems = {}
    if set(client.feeds) - set(feeds):
        problems["feeds"] = _("There is no such feed.")
    if Scope.FEEDS_WRITE in client.scopes and not client.feeds:
        problems["feeds"] = _("Choose which feeds it sends.")
    if set(client.fields) - set(every_field()):
        problems["fields"] = _("There is no such field.")
    if problems:
        raise ValidationError(problems)
