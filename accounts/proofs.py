"""Rows that the audit proves: who keeps such rows says how to compare them (AppConfig.ready())."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    kind: str  # "altered", "deleted", "inserted"
    where: Mapping[str, int | str]  # which row, as its application names it
    id: int | None  # of the audit row


# What of the rows does not agree with the audit, either way.
Proof = Callable[[], Iterable[Difference]]
proofs: list[Proof] = []


def differences() -> Iterator[Difference]:
    for compare in proofs:
        yield from compare()
