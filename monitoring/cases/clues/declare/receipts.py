"""The code that a person keeps of a declaration: shown once, kept only as a keyed hash.

It follows from the form's own random number and from what was said, so that a form sent ten times
has one receipt, and one filled in anew for somebody else has its own.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accounts.personal import keyed_hash

# Without what is easily taken for another: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
LENGTH = 12
GROUP = 4


def code_of(form_id: UUID, said: Mapping[str, Any]) -> str:
    """`K7QM-3F9X-TDCA`"""
    number = int.from_bytes(keyed_hash(f"receipt:{form_id}:{sorted(said.items())}"))
    signs = [ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH)]
    return "-".join("".join(signs[at : at + GROUP]) for at in range(0, LENGTH, GROUP))


def hash_of(code: str) -> bytes:
    """Of a code as people type it."""
    return keyed_hash("".join(sign for sign in code.upper() if sign.isalnum()))
