"""Who may call the API: a program of a department, with everything it may and for how long."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import Application

from accounts.departments import Department
from accounts.models import Division, User
from monitoring.feeds.clients.querysets import SOON, ClientQuerySet, Standing


class Scope(models.TextChoices):
    """Everything a client can be allowed to do, one word for each kind of address."""

    FEEDS_WRITE = "feeds.write", _("Send records of its feeds")
    RECORDS_READ = "records.read", _("See what became of its records")
    MATCHES_ASK = "matches.ask", _("Ask whether persons are monitored")
    HOUSEHOLDS_READ = "households.read", _("Read households")
    MEMBERS_READ = "members.read", _("Read members")
    FLAGS_READ = "flags.read", _("Read flags")
    CASES_READ = "cases.read", _("Read cases")
    ASSETS_READ = "assets.read", _("Read project assets")
    TASKS_ANSWER = "tasks.answer", _("Read and answer its tasks")
    DELIVERIES_REPORT = "deliveries.report", _("Report deliveries of its measures and read them")
    WEBHOOKS_MANAGE = "webhooks.manage", _("Say where it wants to be told of news")


class Client(models.Model):
    """A program of a department at a county or city; area, department and name never change."""

    name = models.CharField(_("Name of the program"), max_length=60)
    division = models.ForeignKey(Division, models.PROTECT, related_name="clients")
    department = models.CharField(_("Department"), max_length=60, choices=Department.choices)
    # Its credentials, kept hashed, and the account in whose name it acts.
    application = models.OneToOneField(Application, models.PROTECT, related_name="client")
    user = models.OneToOneField(User, models.PROTECT, related_name="client")
    purpose = models.CharField(_("Purpose"), max_length=200)
    legal_basis = models.CharField(_("Legal basis"), max_length=200)
    scopes = ArrayField(
        models.CharField(max_length=20, choices=Scope.choices), verbose_name=_("May do")
    )
    feeds = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name=_("Feeds it sends")
    )
    # As "resource.field": what the answers to its questions may hold.
    fields = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name=_("Fields it reads")
    )
    # Networks in CIDR notation. Everywhere is 0.0.0.0/0, which somebody has to write on purpose.
    addresses = ArrayField(models.CharField(max_length=43), verbose_name=_("Calls come from"))
    per_minute = models.PositiveSmallIntegerField(_("Calls per minute"), default=60)
    expires_on = models.DateField(_("Last day"))
    revoked_at = models.DateTimeField(_("Revoked"), null=True, blank=True, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("division", "department", "name"),
                condition=Q(revoked_at=None),
                name="client_is_named_once",
                violation_error_message=_("This department has a program of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(per_minute__gte=1),
                name="client_may_call",
                violation_error_message=_("A program may call once a minute or more often."),
            ),
            models.CheckConstraint(
                condition=Q(addresses__len__gte=1),
                name="client_calls_from_somewhere",
                violation_error_message=_("Give at least one network the calls come from."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.department} {self.name}"

    @property
    def is_expired(self) -> bool:
        return timezone.localdate() > self.expires_on

    @property
    def is_in_force(self) -> bool:
        return self.revoked_at is None and not self.is_expired

    @property
    def standing(self) -> Standing:
        if self.revoked_at:
            return Standing.REVOKED
        if self.is_expired:
            return Standing.EXPIRED
        ends_soon = self.expires_on - timezone.localdate() <= SOON
        return Standing.ENDING if ends_soon else Standing.IN_FORCE

    @property
    def scope_labels(self) -> list[str]:
        return [str(scope.label) for scope in Scope if scope in self.scopes]

    def may(self, scope: str) -> bool:
        return self.is_in_force and scope in self.scopes

    def may_send(self, feed: str) -> bool:
        return self.may(Scope.FEEDS_WRITE) and feed in self.feeds
