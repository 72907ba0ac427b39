"""How monitoring ends: candidates, what is asked for, and what a person vouches for."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from monitoring.cases.casework.models import Case, Episode


class Ending(models.Model):
    """What a case asks for, other than identification."""

    class Kind(models.TextChoices):
        HELP = "help", _("Risk eliminated by help")
        NATURAL = "natural", _("Risk gone by itself")
        DIED_OUT = "died_out", _("The household died out")
        MOVED_AWAY = "moved_away", _("The household moved away")
        MISTAKEN = "mistaken", _("Wrongly identified")
        REVERSAL = "reversal", _("Elimination taken back")

    case = models.OneToOneField(Case, models.CASCADE, related_name="ending")
    kind = models.CharField(_("How it ends"), max_length=10, choices=Kind.choices)
    ground = models.CharField(_("Ground"), max_length=500)
    on = models.DateField(_("Since"), default=timezone.localdate)

    area_field = "case__division_id"


class Candidate(models.Model):
    """A monitored household that meets every condition a fact can tell. Made by the nightly job."""

    episode = models.OneToOneField(Episode, models.CASCADE, primary_key=True)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    found_on = models.DateField()

    class Meta:
        indexes = (
            models.Index(fields=("division", "episode"), name="candidate_by_area"),
            models.Index(fields=("found_on", "episode", "division"), name="candidate_newest"),
        )


class Attestation(models.Model):
    """A condition that no fact tells yet; a person says that it holds, and how they know."""

    class Code(models.TextChoices):
        MEASURES = "measures", _("Measures in place")
        SIGNATURE = "signature", _("The householder signed")

    case = models.ForeignKey(Case, models.CASCADE, related_name="attestations")
    code = models.CharField(max_length=9, choices=Code.choices)
    note = models.CharField(_("How you know"), max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case", "code"),
                name="attestation_once",
                violation_error_message=_("This has been confirmed already."),
            ),
        )
