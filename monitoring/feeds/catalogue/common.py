"""How often feeds come and the fields that several have."""

from django.utils.translation import gettext_lazy as _

from monitoring.feeds.catalogue.schema import Entity, Field, Kind, Update

EVERY_10_DAYS, MONTHLY, EVERY_TERM, YEARLY = 10, 31, 184, 366

MONTH = Field("month", _("Month"), Kind.MONTH, "2026-10")
YEAR = Field("year", _("Year"), Kind.YEAR, "2026")
SCHOOL_YEAR = Field("school_year", _("School year (from September of)"), Kind.YEAR, "2026")
HAPPENED_ON = Field("happened_on", _("Happened on"), Kind.DATE, "2026-10-18")
NOTE = Field("note", _("Note"), Kind.TEXT, "", required=False, most=200)


def given(entity: Entity, column: str, field: str, cast: str = "text") -> Update:
    """The column gets what the field says, where it says something."""
    return Update(entity, column, f"(d ->> '{field}')::{cast}", f"d ->> '{field}' IS NOT NULL")
