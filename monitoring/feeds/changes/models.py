"""What changed where, as departments are told of it: one row per object and division.

Triggers of the database write it (migration 0037), once per statement and whoever wrote: pages,
imports, screening, a person at the database. No second place has to remember to.
"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Left

from accounts.models import code_field
from monitoring.feeds.changes.querysets import RevisionQuerySet


class Revision(models.Model):
    """Look again at this object in this division: it came, changed, left or was deleted."""

    class Kind(models.IntegerChoices):
        HOUSEHOLD = 1
        MEMBER = 2
        FLAG = 3
        CASE = 4
        ASSET = 5

    pk = models.CompositePrimaryKey("kind", "row_id", "division_code")
    kind = models.PositiveSmallIntegerField(choices=Kind.choices)
    row_id = models.BigIntegerField()
    division_code = code_field()
    county = models.GeneratedField(
        expression=Left("division_code", 6),
        output_field=models.CharField(max_length=6),
        db_persist=True,
    )
    # Where a reader meets it, in microseconds since 1970. Given after its transaction has committed
    # (settling.py); empty until then, and again as soon as the object changes once more.
    position = models.BigIntegerField(null=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        indexes = (
            # They end in the division: what lies outside a village is passed over in the index.
            models.Index(
                fields=("kind", "county", "position", "division_code"),
                name="revision_of_county",
                condition=Q(position__isnull=False),
            ),
            models.Index(
                fields=("kind", "position", "division_code"),
                name="revision_in_order",
                condition=Q(position__isnull=False),
            ),
            models.Index(
                fields=("row_id",), name="revision_unsettled", condition=Q(position__isnull=True)
            ),
        )
