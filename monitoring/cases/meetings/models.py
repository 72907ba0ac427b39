"""Village appraisal, public notice with objections, announcement: each of many cases."""

from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from monitoring.cases.casework.models import Case


class Meeting(models.Model):
    """民主评议: one meeting of a village, with who attended and what was said."""

    class Kind(models.TextChoices):
        REPRESENTATIVES = "representatives", _("Meeting of village representatives")
        ENLARGED = "enlarged", _("Enlarged meeting of the two committees")

    division = models.ForeignKey(Division, models.PROTECT, related_name="+")
    kind = models.CharField(
        _("Kind of meeting"), max_length=15, choices=Kind.choices, default=Kind.REPRESENTATIVES
    )
    held_on = models.DateField(_("Held on"), default=timezone.localdate)
    place = models.CharField(_("Where"), max_length=60)
    chair = models.CharField(_("Chaired by"), max_length=60)
    recorder = models.CharField(_("Minutes by"), max_length=60)
    present = models.TextField(_("Who attended"))  # a name per line
    minutes = models.TextField(_("Minutes"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-held_on", "-pk")

    @property
    def attendance(self) -> list[str]:
        return [name.strip() for name in self.present.splitlines() if name.strip()]


class Vote(models.Model):
    """What a meeting decided of one case."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="votes")
    case = models.ForeignKey(Case, models.PROTECT, related_name="votes")
    agree = models.PositiveSmallIntegerField(_("Agree"))
    disagree = models.PositiveSmallIntegerField(_("Disagree"), default=0)
    abstain = models.PositiveSmallIntegerField(_("Abstain"), default=0)
    is_agreed = models.GeneratedField(
        expression=ExpressionWrapper(
            Q(agree__gt=F("disagree") + F("abstain")), output_field=models.BooleanField()
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    area_field = "case__division_id"

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("meeting", "case"), name="vote_once_per_meeting"),
        )

    @property
    def total(self) -> int:
        return self.agree + self.disagree + self.abstain


class Notice(models.Model):
    """村内公示: posted once, in the village, for at least the days of the procedure."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="+")
    posted_on = models.DateField(_("Posted on"), default=timezone.localdate)
    until = models.DateField(_("Until"))
    place = models.CharField(_("Where"), max_length=60)
    phone = models.CharField(_("Phone for objections"), max_length=20)
    cases = models.ManyToManyField(Case, related_name="notices")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-posted_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gt=F("posted_on")), name="notice_ends_after_it_is_posted"
            ),
        )

    @property
    def is_over(self) -> bool:
        return self.until <= timezone.localdate()


class Objection(models.Model):
    """Said against a case while it is on notice; answered before the notice ends."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    case = models.ForeignKey(Case, models.PROTECT, related_name="objections")
    received_on = models.DateField(_("Received on"), default=timezone.localdate)
    said = models.CharField(_("What was said"), max_length=500)
    answer = models.CharField(_("Answer"), max_length=500, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    is_upheld = models.BooleanField(_("The objection is right"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    area_field = "case__division_id"

    class Meta:
        ordering = ("pk",)


class Announcement(models.Model):
    """公告: in the villages, in the name of the township, what the county decided."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="+")
    announced_on = models.DateField(_("Announced on"), default=timezone.localdate)
    number = models.CharField(_("Document number"), max_length=60, blank=True)
    cases = models.ManyToManyField(Case, related_name="announcements")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-announced_on", "-pk")
