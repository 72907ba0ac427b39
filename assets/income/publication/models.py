"""That a village told its people what became of the income of a year: when, where, the proof."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User


class Publication(models.Model):
    """Rows are only ever added; a year may be published more than once."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField(_("Year"))
    published_on = models.DateField(_("Published on"))
    place = models.CharField(_("Where it hangs"), max_length=200)
    proof = models.FileField(
        pgettext_lazy("publication", "Photo of it"), upload_to="publications/%Y/%m/"
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-published_on", "-pk")
        indexes = (models.Index(fields=("division", "year"), name="publication_by_village"),)

    def __str__(self) -> str:
        return f"{self.division} · {self.year}"
