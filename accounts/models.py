"""WHO (users and their posts), WHERE (divisions) and DID (the audit)."""

from typing import Any, ClassVar

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.departments import Department
from accounts.querysets import AuditQuerySet, PostQuerySet

CODE_LENGTH = 12


def code_field(**options: Any) -> "models.CharField[str, str]":
    """A division code: text, compared byte by byte so that an area is an index range."""
    return models.CharField(max_length=CODE_LENGTH, db_collation="C", **options)


class Division(models.Model):
    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        CITY = "city", _("City")
        COUNTY = "county", _("County")
        TOWNSHIP = "township", _("Township")
        VILLAGE = "village", _("Village")

    # Digits of the 12-digit statistical code that name a division of this level (domain.md 11).
    PREFIX: ClassVar[dict[str, int]] = {
        Level.PROVINCE: 2,
        Level.CITY: 4,
        Level.COUNTY: 6,
        Level.TOWNSHIP: 9,
        Level.VILLAGE: 12,
    }

    area_field = "code"

    code = code_field(primary_key=True)
    name = models.CharField(_("Name"), max_length=60)
    level = models.CharField(_("Level"), max_length=8, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d{12}$"),
                name="division_code_has_12_digits",
                violation_error_message=_("A division code has exactly 12 digits."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        return self.code[: self.PREFIX[self.level]]

    @property
    def code_range(self) -> tuple[str, str]:
        """First and last 12-digit code inside this division, itself included."""
        return self.prefix.ljust(CODE_LENGTH, "0"), self.prefix.ljust(CODE_LENGTH, "9")

    @property
    def path(self) -> str:
        """The name after those of township and county, because names of villages repeat."""
        above = self.parent if self.level in (self.Level.TOWNSHIP, self.Level.VILLAGE) else None
        return f"{above.path} {self.name}" if above else self.name

    def contains(self, code: str) -> bool:
        return code.startswith(self.prefix)


class User(AbstractUser):
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("Full name"), max_length=60, blank=True)
    phone = models.CharField(_("Phone"), max_length=20, blank=True)
    must_change_password = models.BooleanField(default=False)
    # A program of a department: it calls the API with tokens of its own and never signs in.
    is_machine = models.BooleanField(default=False, editable=False)

    class Meta(AbstractUser.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(is_machine=False) | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX),
                name="machine_has_no_password",
                violation_error_message=_("A program of a department has no password."),
            ),
        )

    def __str__(self) -> str:
        return self.full_name or self.username


class Post(models.Model):
    """A role at a division, from–to. What a user sees and may do follows from posts alone."""

    class Role(models.TextChoices):
        VILLAGE = "village", _("Village cadre")
        HELPER = "helper", _("Helper")
        TOWNSHIP = "township", _("Township officer")
        COUNTY = "county", _("County officer")
        DEPARTMENT = "department", _("Department office")
        CITY = "city", _("City officer")
        AUDITOR = "auditor", _("Auditor")
        ADMIN = "admin", _("Administrator")

    # Levels of division where a role has its post.
    LEVELS: ClassVar[dict[str, tuple[str, ...]]] = {
        Role.VILLAGE: (Division.Level.VILLAGE,),
        Role.HELPER: (Division.Level.VILLAGE, Division.Level.TOWNSHIP, Division.Level.COUNTY),
        Role.TOWNSHIP: (Division.Level.TOWNSHIP,),
        Role.COUNTY: (Division.Level.COUNTY,),
        Role.DEPARTMENT: (Division.Level.COUNTY, Division.Level.CITY),
        Role.CITY: (Division.Level.CITY,),
        Role.AUDITOR: (Division.Level.TOWNSHIP, Division.Level.COUNTY, Division.Level.CITY),
        Role.ADMIN: (),
    }

    user = models.ForeignKey(User, models.CASCADE, related_name="posts")
    role = models.CharField(_("Role"), max_length=10, choices=Role.choices)
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="posts"
    )
    department = models.CharField(
        _("Department"), max_length=60, choices=Department.choices, blank=True
    )
    starts = models.DateField(_("From"), default=timezone.localdate)
    ends = models.DateField(_("To"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("-starts", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role", "division"),
                condition=Q(ends=None),
                nulls_distinct=False,
                name="post_is_open_once",
                violation_error_message=_("This person already holds this post."),
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="post_ends_after_it_starts",
                violation_error_message=_("A post cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(role="admin") | Q(division__isnull=False),
                name="post_has_a_division",
                violation_error_message=_("Choose the division of this post."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.division or ''}".strip()

    def clean(self) -> None:
        levels = self.LEVELS.get(self.role, ())
        if self.division and self.division.level not in levels:
            message = _("%(role)s: not a post for %(division)s, which is a %(level)s.")
            said = {
                "role": self.get_role_display(),
                "division": self.division,
                "level": self.division.get_level_display(),
            }
            raise ValidationError({"division": ValidationError(message, params=said)})


class AuditEvent(models.Model):
    """One act that mattered. Append-only: the database refuses to change or delete a row."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    event = models.CharField(max_length=60)  # accounts.events.Event
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    division_code = code_field(blank=True, default="")
    subject = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField(null=True)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, blank=True)
    # Keyed hash of the row itself; a copy of a row repeats it.
    digest = models.BinaryField(editable=False, unique=True)
    # Filled once, by the next sealing: place in the chain, and keyed hash over this row and all
    # before it. Not the order of ids, which are given before their transaction commits.
    position = models.PositiveBigIntegerField(editable=False, null=True, unique=True)
    chain = models.BinaryField(editable=False, null=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("division_code", "-id"), name="audit_by_area"),
            models.Index(fields=("subject", "subject_id"), name="audit_by_subject"),
            models.Index(fields=("by", "-id"), name="audit_by_person"),
            models.Index(fields=("at",), name="audit_by_time"),
            models.Index(fields=("id",), name="audit_unsealed", condition=models.Q(position=None)),
        )


class AuditSeal(models.Model):
    """How far the chain reached at a time; tells when its newest rows were deleted. Append-only."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    position = models.PositiveBigIntegerField(unique=True)
    chain = models.BinaryField(editable=False)
