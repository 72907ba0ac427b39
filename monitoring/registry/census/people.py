"""What the cells of one person say together: number, certificate, sex, birth, disability."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from monitoring.registry import findings
from monitoring.registry.census.tables import DERIVED
from monitoring.registry.findings import Problem
from monitoring.registry.identity import Identity

Columns = dict[str, list[Any]]
Found = tuple[int, str, Problem]  # place in the chunk, field, problem


def derive(columns: Columns) -> Iterator[Found]:
    """Fill what the ID number tells, and say where a cell contradicts it.

    `columns` holds lists of equal length for `id_number` and every field of DERIVED.
    """
    told = zip(columns["id_number"], *(columns[field] for field in DERIVED), strict=True)
    for place, (identity, *cells) in enumerate(told):
        if identity is None:
            continue
        yield from _contradictions(place, identity, *cells)
        columns["id_kind"][place] = identity.kind
        columns["sex"][place] = identity.sex
        columns["birth_date"][place] = identity.birth_date
        if identity.disability_type:
            columns["disability_type"][place] = identity.disability_type
            columns["disability_grade"][place] = identity.disability_grade


def _contradictions(
    place: int,
    identity: Identity,
    kind: str | None,
    sex: str | None,
    born: date | None,
    disability: str | None,
    grade: str | None,
) -> Iterator[Found]:
    if kind and kind != identity.kind:
        yield place, "id_number", Problem(findings.ID_LENGTH, "")
    if sex and sex != identity.sex:
        yield place, "sex", Problem(findings.SEX_CONTRADICTS, sex)
    if born and born != identity.birth_date:
        yield place, "birth_date", Problem(findings.BIRTH_CONTRADICTS, born)
    if identity.disability_type and (
        disability not in (None, identity.disability_type)
        or grade not in (None, identity.disability_grade)
    ):
        yield place, "disability_type", Problem(findings.CERTIFICATE_DIFFERS)


def missing_keys(id_cells: Sequence[Any], codes: Sequence[str]) -> Iterator[Found]:
    """People with neither an ID number nor a code: a bad number is another error, not none."""
    for place, (cell, code) in enumerate(zip(id_cells, codes, strict=True)):
        if not code and (cell is None or not str(cell).strip()):
            yield place, "id_number", Problem(findings.PERSON_KEY_MISSING)
