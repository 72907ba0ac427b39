"""Where news may be sent: public addresses, and the networks that WEBHOOK_NETWORKS names.

Whoever registers an address chooses where this server connects to; it must not become a way into
the network that it stands in. The name is resolved once and the connection made to what came back,
so that a name cannot mean one address when it is checked and another when it is used.
"""

import ipaddress
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IPv6 addresses that carry an IPv4 address to which a gateway may pass the connection on.
NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
COMPATIBLE = ipaddress.ip_network("::/96")


class Refused(Exception):  # noqa: N818  # an answer about an address, not a fault of ours
    """Nothing may be sent there."""


class Unknown(Exception):  # noqa: N818  # likewise
    """The name has no address."""


@dataclass(frozen=True)
class Target:
    """Where to connect to, and for whom to ask there."""

    scheme: str
    host: str
    port: int
    address: Address
    path: str

    @property
    def url(self) -> str:
        """With the resolved address instead of the name."""
        literal = f"[{self.address}]" if self.address.version == 6 else str(self.address)
        return f"{self.scheme}://{literal}:{self.port}{self.path}"

    @property
    def name(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"https": 443, "http": 80}[self.scheme]
        return host if self.port == usual else f"{host}:{self.port}"


def target(url: str) -> Target:
    """Where `url` leads now. Refused where one of its addresses is: names with two faces are."""
    scheme, host, port, path = _parts(url)
    found = _resolved(host, port)
    for address in found:
        known = _is_among(address, settings.WEBHOOK_NETWORKS)
        if not known and (scheme != "https" or not is_public(address)):
            raise Refused
    return Target(scheme, host, port, found[0], path)


def is_public(address: Address) -> bool:
    """Globally reachable, with every IPv4 address that an IPv6 one carries."""
    inner = _carried(address)
    if address.version == 6 and (address in NAT64[1] or address.is_site_local):
        return False
    return (
        address.is_global
        and not address.is_multicast
        and not (address.is_reserved and inner is None)
        and (inner is None or is_public(inner))
    )


def _carried(address: Address) -> ipaddress.IPv4Address | None:
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in NAT64[0] or address in COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]


def _parts(url: str) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError as error:
        raise Refused from error
    if not port or not parts.hostname or parts.username is not None or parts.fragment:
        raise Refused
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, parts.hostname, port, path


def _resolved(host: str, port: int) -> list[Address]:
    try:
        found: list[Any] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unknown from error
    # An address of this machine's own links carries its interface: fe80::1%eth0.
    return [ipaddress.ip_address(str(where[0]).partition("%")[0]) for *_, where in found]


def _is_among(address: Address, networks: list[str]) -> bool:
    plain = getattr(address, "ipv4_mapped", None) or address
    return any(plain in ipaddress.ip_network(network) for network in networks)
