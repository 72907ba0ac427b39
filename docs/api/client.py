"""A department's program: gets a token, sends records, asks what became of them, asks of persons.

    export MONITORING_URL=https://monitoring.example CLIENT_ID=… CLIENT_SECRET=…
    python client.py medical-costs records.json

`records.json` holds a list of records as the page of the feed describes them. It needs httpx alone.
"""

import json
import os
import sys
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx

AT_ONCE = 5000  # records of one push


def open_client() -> httpx.Client:
    """A client that carries a token; it lasts half an hour, so get one for every run."""
    client = httpx.Client(base_url=os.environ["MONITORING_URL"], timeout=60)
    answer = client.post(
        "/api/v1/token/",
        data={"grant_type": "client_credentials"},
        auth=(os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"]),
    )
    answer.raise_for_status()
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return client


def push(client: httpx.Client, feed: str, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What became of each record. The key makes it safe to send again what got no answer."""
    key = str(uuid.uuid4())
    for attempt in (1, 2, 3):
        try:
            answer = client.post(
                f"/api/v1/feeds/{feed}/records/",
                json={"records": records},
                headers={"Idempotency-Key": key},
            )
        except httpx.TransportError:
            if attempt == 3:
                raise
            continue
        answer.raise_for_status()
        return list(answer.json()["results"])
    return []


def outcomes(client: httpx.Client, feed: str) -> list[dict[str, Any]]:
    """What became of every record of the feed that this program has sent."""
    found: list[dict[str, Any]] = []
    after = 0
    while True:
        answer = client.get("/api/v1/outcomes/", params={"feed": feed, "after": after})
        answer.raise_for_status()
        page = answer.json()
        if not page["results"]:
            return found
        found += page["results"]
        after = page["next"]


def main(feed: str, path: str) -> None:
    records = json.loads(Path(path).read_text(encoding="utf-8"))
    with closing(open_client()) as client:
        for start in range(0, len(records), AT_ONCE):
            for result in push(client, feed, records[start : start + AT_ONCE]):
                if result["errors"]:
                    print(start + result["row"], result["errors"])
        fates = [record["fate"] for record in outcomes(client, feed)]
        print({fate: fates.count(fate) for fate in sorted(set(fates))})


if __name__ == "__main__":
    main(*sys.argv[1:])
