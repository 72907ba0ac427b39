"""Personal numbers: encrypted at rest, looked up by keyed hash, shown masked.

个人信息保护法 art. 28, 51; GB/T 22239-2019 level 3. AES-256-GCM with a random nonce; the stored
bytes are: 4 bytes naming the key, 12 bytes nonce, ciphertext and tag.
"""

import base64
import functools
import hashlib
import hmac
import os
from collections.abc import Iterable, Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_NAME = 4
NONCE = 12


def encrypt(value: str) -> bytes:
    return encrypt_many([value])[0]


def encrypt_many(values: Sequence[str]) -> list[bytes]:
    name, cipher = next(iter(_ciphers(tuple(settings.FIELD_KEYS)).items()))
    random = os.urandom(NONCE * len(values))
    nonces = (random[at : at + NONCE] for at in range(0, len(random), NONCE))
    return [
        name + nonce + cipher.encrypt(nonce, value.encode(), None)
        for nonce, value in zip(nonces, values, strict=True)
    ]


def decrypt(stored: bytes | memoryview) -> str:
    """The value behind `stored`; KeyError where its key is no longer configured."""
    data = bytes(stored)
    cipher = _ciphers(tuple(settings.FIELD_KEYS))[data[:KEY_NAME]]
    nonce = data[KEY_NAME : KEY_NAME + NONCE]
    return cipher.decrypt(nonce, data[KEY_NAME + NONCE :], None).decode()


def current_key() -> bytes:
    """The first bytes of everything that is encrypted with today's key."""
    return next(iter(_ciphers(tuple(settings.FIELD_KEYS))))


def keyed_hash(value: str) -> bytes:
    """32 bytes that find an equal value and tell nothing else about it."""
    return keyed_hashes([value])[0]


def keyed_hashes(values: Iterable[str]) -> list[bytes]:
    key = _hash_key(settings.HASH_KEY)
    return [hmac.digest(key, value.encode(), "sha256") for value in values]


def mask(value: str) -> str:
    """`130131195603121234` becomes `130131********1234`; short values keep only their end."""
    if len(value) >= 15:
        return f"{value[:6]}{'*' * (len(value) - 10)}{value[-4:]}"
    return f"{'*' * max(len(value) - 4, 0)}{value[-4:]}" if len(value) > 4 else "*" * len(value)


def mask_name(name: str) -> str:
    """`王小明` becomes `王**`; how long a name is beyond that is not told either."""
    return name[:1] + "**"[: len(name) - 1]


@functools.cache
def _ciphers(keys: tuple[str, ...]) -> dict[bytes, AESGCM]:
    raw = [hashlib.sha256(base64.urlsafe_b64decode(key)).digest() for key in keys]
    return {hashlib.sha256(key).digest()[:KEY_NAME]: AESGCM(key) for key in raw}


@functools.cache
def _hash_key(key: str) -> bytes:
    return hashlib.sha256(base64.urlsafe_b64decode(key)).digest()
