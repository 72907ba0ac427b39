"""What a simulation counts: today, tried, and what came and went, per place and criterion."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from accounts.models import CODE_LENGTH, Division

EXAMPLES = 10


@dataclass(frozen=True)
class Judged:
    """Households of one place that are alike in all that is counted; `example` is one of them."""

    place: str
    households: int
    example: int
    today: bool
    tried: bool
    visit_today: bool
    visit_tried: bool
    criteria: dict[str, tuple[bool, bool]]  # of those the change touches: today, tried

    @classmethod
    def unchanged(cls, place: str, households: int, example: int, *, flagged: bool) -> "Judged":
        return cls(place, households, example, flagged, flagged, False, False, {})


@dataclass
class Moves:
    """Households that come and that go."""

    newly_flagged: int = 0
    newly_cleared: int = 0

    def add(self, households: int, *, today: bool, tried: bool) -> None:
        self.newly_flagged += households * (tried and not today)
        self.newly_cleared += households * (today and not tried)


@dataclass
class Count(Moves):
    households: int = 0
    today: int = 0
    tried: int = 0

    @property
    def difference(self) -> int:
        return self.tried - self.today

    def add(self, households: int, *, today: bool, tried: bool) -> None:
        super().add(households, today=today, tried=tried)
        self.households += households
        self.today += households * today
        self.tried += households * tried


@dataclass
class Simulation:
    parameters: dict[str, Decimal]
    division: Division | None
    as_of: date
    touched: dict[str, None] = field(default_factory=dict)  # codes, in the order of the pack
    total: Count = field(default_factory=Count)
    visits: int = 0  # households that would newly be visited
    criteria: dict[str, Moves] = field(default_factory=lambda: defaultdict(Moves))
    villages: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    newly_flagged: list[int] = field(default_factory=list)  # households, at most one of a kind
    newly_cleared: list[int] = field(default_factory=list)
    seconds: float = 0

    def add(self, judged: Judged) -> None:
        found, today, tried = judged.households, judged.today, judged.tried
        self.total.add(found, today=today, tried=tried)
        self.villages[judged.place].add(found, today=today, tried=tried)
        self.visits += found * (judged.visit_tried and not judged.visit_today)
        for code, (before, after) in judged.criteria.items():
            self.criteria[code].add(found, today=before, tried=after)
        if today != tried:
            (self.newly_flagged if tried else self.newly_cleared).append(judged.example)

    @property
    def examples(self) -> dict[str, list[int]]:
        """A few households that come and that go, from all over the area."""
        return {
            "newly_flagged": _spread(self.newly_flagged),
            "newly_cleared": _spread(self.newly_cleared),
        }

    def places(self, level: str) -> dict[str, Count]:
        """The counts per division of `level`, by code."""
        width = Division.PREFIX[level]
        places: dict[str, Count] = defaultdict(Count)
        for code, count in sorted(self.villages.items()):
            place = places[code[:width].ljust(CODE_LENGTH, "0")]
            for name, value in vars(count).items():
                setattr(place, name, getattr(place, name) + value)
        return places


def _spread(households: list[int]) -> list[int]:
    chosen = sorted(households)
    return chosen[:: max(1, len(chosen) // EXAMPLES)][:EXAMPLES]
