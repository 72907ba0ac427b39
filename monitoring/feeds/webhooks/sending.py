"""One delivery over the wire, signed as Standard Webhooks (standardwebhooks.com) describes it.

The signature covers the id, the time and the body, so a receiver can refuse what is old or changed.
Of the answer only its status is looked at: the body is neither read nor kept.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import ssl
import time
from dataclasses import dataclass

import httpx

from accounts.personal import decrypt
from monitoring.feeds.webhooks import addresses
from monitoring.feeds.webhooks.models import Delivery

# Of everything together: a receiver that sends its answer byte by byte holds nobody up.
SECONDS = 10.0
PREFIX = "whsec_"
Fault = Delivery.Fault


@dataclass(frozen=True)
class Answer:
    fault: str = ""
    status: int | None = None


def send(delivery: Delivery) -> Answer:
    try:
        target = addresses.target(delivery.webhook.url)
    except addresses.Refused:
        return Answer(Fault.REFUSED)
    except addresses.Unknown:
        return Answer(Fault.UNKNOWN)
    body = json.dumps({"id": str(delivery.pk), "events": delivery.events}).encode()
    headers = signed(decrypt(delivery.webhook.secret_cipher), str(delivery.pk), body)
    try:
        status = asyncio.run(asyncio.wait_for(_post(target, body, headers), SECONDS))
    except (TimeoutError, httpx.TimeoutException):
        return Answer(Fault.TOO_SLOW)
    except (httpx.HTTPError, ssl.SSLError, OSError):
        return Answer(Fault.UNREACHABLE)
    return Answer("" if 200 <= status < 300 else Fault.ANSWER, status)


def signed(secret: str, number: str, body: bytes, at: int | None = None) -> dict[str, str]:
    """The headers of a delivery."""
    moment = str(at or int(time.time()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.digest(key, b".".join((number.encode(), moment.encode(), body)), hashlib.sha256)
    return {
        "webhook-id": number,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
        "content-type": "application/json",
    }


async def _post(target: addresses.Target, body: bytes, headers: dict[str, str]) -> int:
    """To the resolved address, as the name: its certificate is the name's. No redirects."""
    named = headers | {"host": target.name}
    certificates = ssl.create_default_context()
    async with (
        httpx.AsyncClient(verify=certificates, trust_env=False, timeout=SECONDS) as client,
        client.stream(
            "POST",
            target.url,
            content=body,
            headers=named,
            extensions={"sni_hostname": target.host},
        ) as answer,
    ):
        return answer.status_code
