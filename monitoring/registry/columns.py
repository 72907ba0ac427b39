"""What the list of households can show beside the householder on a wide screen."""

from collections.abc import Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Column(TextChoices):
    CODE = "code", _("Household code")
    PLACE = "place", _("Village")
    ID_NUMBER = "id_number", _("ID number")
    SIZE = "size", _("Size")
    TYPE = "type", _("Household type")
    MONITORED = "monitored", _("Monitoring")
    RISKS = "risks", _("Risks")
    FLAGS = "flags", _("Flags")
    PHONE = "phone", _("Phone")


DEFAULT = tuple(column.value for column in Column if column not in (Column.ID_NUMBER, Column.PHONE))


def chosen_columns(kept: Sequence[str] | None) -> Sequence[str]:
    """As the person chose in this session; else the usual ones."""
    return DEFAULT if kept is None else kept
