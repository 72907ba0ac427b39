"""What a simulation counts: today, tried, and what came and went, per place and criterion."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from accounts.models import CODE_LENGTH, Division

EXAMPLES = 10


@dataclass(frozen=True)
class Judged:
    """What a change means for a household; many are alike."""

    today: bool
    tried: bool
    visited: bool  # newly, by a criterion that means a visit
    came: tuple[str, ...]  # codes of criteria it would newly meet
    gone: tuple[str, ...]


@dataclass
class Moves:
    """Households that come and that go."""

    newly_flagged: int = 0
    newly_cleared: int = 0


@dataclass
class Count(Moves):
    today: int = 0

    @property
    def tried(self) -> int:
        return self.today + self.difference

    @property
    def difference(self) -> int:
        return self.newly_flagged - self.newly_cleared


@dataclass
class Simulation:
    parameters: dict[str, Decimal]
    division: Division | None
    as_of: date
    touched: dict[str, None] = field(default_factory=dict)  # codes, in the order of the pack
    households: int = 0
    total: Count = field(default_factory=Count)
    visits: int = 0  # households that would newly be visited
    criteria: dict[str, Moves] = field(default_factory=lambda: defaultdict(Moves))
    # Villages where somebody is flagged, today or as tried.
    villages: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    newly_flagged: list[int] = field(default_factory=list)  # households, at most one of a kind
    newly_cleared: list[int] = field(default_factory=list)
    seconds: float = 0

    def add_today(self, village: str, households: int, flagged: int) -> None:
        """Households of a village, and how many of them are flagged today."""
        self.households += households
        if flagged:
            self.total.today += flagged
            self.villages[village].today += flagged

    def add_change(self, judged: Judged, place: str, households: int, example: int) -> None:
        """Households of a village that are alike; `example` is one of them."""
        self.visits += households * judged.visited
        for code in judged.came:
            self.criteria[code].newly_flagged += households
        for code in judged.gone:
            self.criteria[code].newly_cleared += households
        if judged.tried and not judged.today:
            self.total.newly_flagged += households
            self.villages[place].newly_flagged += households
            self.newly_flagged.append(example)
        elif judged.today and not judged.tried:
            self.total.newly_cleared += households
            self.villages[place].newly_cleared += households
            self.newly_cleared.append(example)

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
