"""What waits to be judged, how long it may wait, and what stays quiet once it was judged."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from monitoring.cases.casework.models import Case, Episode
from monitoring.cases.clues.querysets import CapacityQuerySet, ClueQuerySet, JudgementLimitQuerySet
from monitoring.registry.models import Household


class Verdict(models.TextChoices):
    """What a judge says of a clue that waits."""

    CHECK = "check", _("Go and check")
    KNOWN = "known", _("Known situation")
    DEFER = "defer", _("Put off until a date")


class Clue(models.Model):
    """All that speaks for a risk in one household, from the first flag or report to a result.

    `standing`, `reds`, `gap` and `criteria` repeat what the household and its flags say, so that
    a queue of any size is read in its order; clues/filling.py keeps them.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("To be judged")
        DEFERRED = "deferred", _("Put off")
        CHECKING = "checking", _("Being checked")
        KNOWN = "known", _("Known situation")
        FOUND_FALSE = "found_false", _("Found false")
        CONFIRMED = "confirmed", _("Confirmed")
        CLEARED = "cleared", _("Cleared by itself")

    class Standing(models.IntegerChoices):
        MONITORED = 0, _("Monitored")
        ELIMINATED = 1, _("Risk eliminated")
        EX_POOR = 2, _("Ex-poor")
        OTHER = 3, _("Other households")

    household = models.ForeignKey(Household, models.CASCADE, related_name="clues")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    township = models.GeneratedField(
        expression=Left("division", 9), output_field=models.CharField(max_length=9), db_persist=True
    )
    state = models.CharField(max_length=11, choices=State.choices, default=State.WAITING)
    standing = models.PositiveSmallIntegerField(choices=Standing.choices)
    reds = models.PositiveSmallIntegerField(default=0)
    gap = models.DecimalField(max_digits=14, decimal_places=2, default=0)  # yuan per person
    criteria = ArrayField(models.SlugField(), default=list)  # of the flags it rests on
    reported = models.BooleanField(default=False)  # a person told of it: no fact clears it
    # The order of the queue is that of (urgency, gap_first, raised_on, id).
    urgency = models.GeneratedField(
        expression=F("standing") * 100 - F("reds"),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    gap_first = models.GeneratedField(
        expression=-F("gap"),
        output_field=models.DecimalField(max_digits=14, decimal_places=2),
        db_persist=True,
    )
    raised_on = models.DateField(default=timezone.localdate)
    due_on = models.DateField(null=True)  # None: of a first import or new criteria, no clock runs
    deferred_until = models.DateField(null=True)
    judged_on = models.DateField(null=True)
    judged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True)  # the day it was sent to be checked
    episode = models.ForeignKey(
        Episode, models.CASCADE, null=True, related_name="clues", db_index=False
    )
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="clues", db_index=False)
    assigned_to = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    closed_on = models.DateField(null=True)

    objects = ClueQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("household",),
                condition=Q(state__in=("waiting", "deferred", "checking")),
                name="clue_open_once",
                violation_error_message=_("This household has an open clue already."),
            ),
            models.CheckConstraint(
                condition=~Q(state="deferred") | Q(deferred_until__isnull=False),
                name="clue_put_off_until_a_day",
            ),
        )
        indexes = (
            *(
                models.Index(
                    fields=(*area, "urgency", "gap_first", "raised_on", "id"),
                    name=name,
                    condition=Q(state="waiting"),
                )
                for area, name in (
                    ((), "clue_queue"),
                    (("county",), "clue_queue_of_county"),
                    (("township",), "clue_queue_of_township"),
                )
            ),
            models.Index(fields=("division", "state"), name="clue_by_area"),
            models.Index(fields=("county", "state", "id"), name="clue_by_county"),
            # Of few rows each, so that the many that only wait are not written there.
            *(
                models.Index(
                    fields=fields,
                    name=f"clue_by_{fields[-1]}",
                    condition=Q(**{f"{fields[-1]}__isnull": False}),
                )
                for fields in (
                    ("township", "checked_on"),
                    ("episode",),
                    ("case",),
                    ("assigned_to",),
                )
            ),
            models.Index(
                fields=("deferred_until",), name="clue_put_off", condition=Q(state="deferred")
            ),
        )

    def __str__(self) -> str:
        return str(self.household)

    @property
    def is_to_be_judged(self) -> bool:
        """As `ClueQuerySet.to_be_judged`."""
        joined = self.state == self.State.CHECKING and self.case_id is None
        return joined or self.state in (self.State.WAITING, self.State.DEFERRED)


class QuietFlag(models.Model):
    """A flag that was judged: it raises no clue again until its values are others."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="+")
    criterion = models.SlugField(db_index=False)
    values = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("household", "criterion"), name="quiet_flag_once"),
        )


class JudgementLimit(models.Model):
    """Within how many days a clue has to be judged; of one county, or of all others."""

    county = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    days = models.PositiveSmallIntegerField(_("Days"), validators=[MinValueValidator(1)])
    valid_from = models.DateField(_("Valid from"))
    document = models.CharField(_("Source document"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = JudgementLimitQuerySet.as_manager()

    class Meta:
        ordering = ("-valid_from", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("county", "valid_from"),
                nulls_distinct=False,
                name="judgement_limit_once_per_day",
                violation_error_message=_("There is a limit from that day already."),
            ),
        )


class Capacity(models.Model):
    """How many households a township can check in a week."""

    division = models.OneToOneField(Division, models.PROTECT, primary_key=True, related_name="+")
    visits = models.PositiveSmallIntegerField(_("Households a week"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = CapacityQuerySet.as_manager()
