"""The networks a client may call from."""

from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address, ip_network

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def networks(written: Iterable[str]) -> list[str]:
    """Each in one spelling; ValidationError names the first that is none."""
    found = []
    for each in written:
        try:
            found.append(str(ip_network(each.strip())))
        except ValueError as error:
            message = _("%(written)s is no network: write 10.1.2.3 or 10.1.2.0/24.")
            raise ValidationError(message, params={"written": each}) from error
    return list(dict.fromkeys(found))


def lies_in(address: str, allowed: Iterable[str]) -> bool:
    """Whether `address` is in one of the networks; what is no address is in none."""
    try:
        asked = ip_address(address)
    except ValueError:
        return False
    if isinstance(asked, IPv6Address) and asked.ipv4_mapped:
        asked = asked.ipv4_mapped
    return any(asked in ip_network(network) for network in allowed)
