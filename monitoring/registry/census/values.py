"""What a staged row `s` says about the row `t` of the registry, field by field, as SQL.

A blank cell clears, an absent column leaves: only the fields that a sheet has are named.
"""

from django.db import models
from psycopg2.sql import SQL, Composable, Identifier

from monitoring.registry.census.tables import DERIVED, SheetRecord
from monitoring.registry.census.villages import FIELDS as DIVISION_FIELDS
from monitoring.registry.models import Household, Member, Statement
from monitoring.registry.sheets import SHEETS

Values = dict[str, Composable]  # column of the model → what it becomes

# A number encrypted anew is another cipher of the same number: then the old one stays.
_CIPHER = SQL(
    "CASE WHEN (s.{field}_hash, s.{field}_masked) IS NOT DISTINCT FROM "
    "(t.{field}_hash, t.{field}_masked) THEN t.{field}_cipher ELSE s.{field}_cipher END"
)
# The number by which a person is known is a key, not a fact: a blank cell does not clear it.
_KEPT = SQL("CASE WHEN s.id_number_hash IS NULL THEN t.{column} ELSE {value} END")


def values(model: type[models.Model], sheet: SheetRecord) -> Values:
    """The new value of each column of `model` that rows of `sheet` speak of (`r`: row judged)."""
    found: Values = {}
    for column in SHEETS[sheet.kind]:
        if column.model is model and column.personal and sheet.has(column.field):
            found |= _personal(column.field)
        elif column.model is model and sheet.has(column.field):
            found[column.field] = SQL("s.{}").format(Identifier(column.field))
        elif column.model is model and column.field in DERIVED and sheet.has("id_number"):
            name = Identifier(column.field)
            found[column.field] = SQL("COALESCE(s.{0}, t.{0})").format(name)
    return found | _further(model, sheet)


def _personal(field: str) -> Values:
    parts: Values = {
        f"{field}_hash": SQL(f"s.{field}_hash"),
        f"{field}_masked": SQL(f"s.{field}_masked"),
        f"{field}_cipher": _CIPHER.format(field=SQL(field)),
    }
    if field != "id_number":
        return parts
    return {
        name: _KEPT.format(column=Identifier(name), value=value) for name, value in parts.items()
    }


def _further(model: type[models.Model], sheet: SheetRecord) -> Values:
    """Columns that follow from more than one cell, or from another table's cell."""
    further: Values = {}
    if model in (Household, Member):
        further["facts_year"] = SQL("r.year")
    if model is Household and any(sheet.has(field) for field in DIVISION_FIELDS):
        further["division_id"] = SQL("s.division_id")
    if model is Statement and sheet.has("declared_size"):
        further["people"] = SQL("s.declared_size")
    if model is Member and sheet.has("school_stage"):
        further["school_year"] = SQL("r.year")
    return further


def differ(new: Values, old: str = "t") -> Composable:
    """Whether the row `old` differs from what it becomes; ciphers only where their hashes do."""
    compared = [name for name in new if not name.endswith("_cipher")]
    if not compared:
        return SQL("false")
    return SQL("({}) IS DISTINCT FROM ({})").format(
        SQL(", ").join(SQL("{}.{}").format(SQL(old), Identifier(name)) for name in compared),
        SQL(", ").join(new[name] for name in compared),
    )


def assignments(new: Values) -> Composable:
    return SQL(", ").join(
        SQL("{} = {}").format(Identifier(name), value) for name, value in new.items()
    )


def inserted(model: type[models.Model], sheet: SheetRecord) -> Values:
    """The same for a new row: texts that the sheet does not speak of are blank."""
    new: Values = {}
    for field in model._meta.concrete_fields:
        if isinstance(field, models.CharField) and not field.null and not field.choices:
            new[field.attname] = SQL("''")
    spoken = values(model, sheet)
    for name in spoken:
        new[name] = SQL("s.{}").format(Identifier(name))
    return new | {name: value for name, value in spoken.items() if name in _NOT_STAGED}


# Values that are no column of the staging table of the same name.
_NOT_STAGED = ("facts_year", "school_year", "people")
