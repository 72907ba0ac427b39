"""What households are judged by: criteria and parameter values, per group of counties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from psycopg2.sql import SQL, Composable, Composed, Literal

from accounts.models import CODE_LENGTH, Division
from monitoring.criteria import packs
from monitoring.criteria.models import Criterion, Version
from monitoring.criteria.packs import ParameterInForce


@dataclass(frozen=True)
class Rules:
    """Criteria and parameter values in force on a day, and where: one county or all the others."""

    version: Version
    criteria: tuple[Criterion, ...]
    parameters: dict[str, ParameterInForce]
    county: str = ""  # 6 digits; empty: everywhere but in `others`
    others: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Decimal | None]:
        return {code: known.value for code, known in self.parameters.items()}

    def where(self, place: Composable) -> Composed:
        """The condition on a column of division codes: where these rules hold."""
        parts: list[Composable] = [SQL("TRUE")]
        if self.county:
            first, last = (self.county.ljust(CODE_LENGTH, end) for end in "09")
            parts.append(SQL("{} BETWEEN {} AND {}").format(place, Literal(first), Literal(last)))
        if self.others:
            others = Literal(list(self.others))
            parts.append(SQL("left({}, {}) <> ALL ({})").format(place, Literal(COUNTY), others))
        return SQL(" AND ").join(parts)


def rules_in_force(as_of: date, division: Division | None = None) -> list[Rules]:
    """The rules that hold inside `division`: those of everyone, then those of single counties.

    Version.DoesNotExist where none are in force.
    """
    own = [code for code in packs.overriding_counties(as_of) if _meet(division, code)]
    single = [rules_of(as_of, code) for code in own]
    if division is not None and own and division.prefix.startswith(own[0][:COUNTY]):
        return single
    return [rules_of(as_of, others=own), *single]


def rules_of(as_of: date, county: str = "", others: Sequence[str] = ()) -> Rules:
    """The rules of one county, or without one those of everywhere but `others`."""
    version = packs.in_force(as_of, county or None)
    return Rules(
        version=version,
        criteria=tuple(version.criteria.all()),
        parameters=packs.parameters_in_force(as_of, county or None),
        county=county[:COUNTY],
        others=tuple(code[:COUNTY] for code in others),
    )


COUNTY = Division.PREFIX[Division.Level.COUNTY]


def _meet(division: Division | None, county: str) -> bool:
    """Whether the county lies in the division, or the division in the county."""
    if division is None:
        return True
    return division.contains(county) or division.prefix.startswith(county[:COUNTY])
