"""Personal numbers as rows keep them: encrypted, findable, masked."""

from typing import Any

from accounts.personal import encrypt, keyed_hash, mask

PERSON = 18  # characters of the ID number that every certificate of a person begins with


def stored(field: str, number: str) -> dict[str, Any]:
    """The three columns of `field`; certificates of one person share the hash."""
    known = number if field == "bank_card" else number[:PERSON]
    return {
        f"{field}_cipher": encrypt(number),
        f"{field}_hash": keyed_hash(known),
        f"{field}_masked": mask(number),
    }
