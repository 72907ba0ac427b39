"""Every page of the menu, by what it is for; shown to the roles that may open it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import MAY


@dataclass(frozen=True)
class Entry:
    """A line of the menu, shown to whoever may what stands behind it."""

    url: str
    label: Promise
    icon: str
    permission: str | None = None

    def open_to(self, roles: set[str]) -> bool:
        return self.permission is None or bool(MAY[self.permission] & roles)


@dataclass(frozen=True)
class Section:
    label: Promise
    entries: tuple[Entry, ...]
    unfolded: bool = False

    def open_to(self, roles: set[str]) -> "Section":
        return replace(self, entries=tuple(open_to(roles, self.entries)))

    @property
    def urls(self) -> set[str]:
        return {entry.url for entry in self.entries}


def open_to(roles: set[str], entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.open_to(roles)]


HOME = Entry("home", _("To do"), icon="home")
ME = Entry("me", _("Me"), icon="user")
CLUES = Entry("clues:list", _("Clues to judge"), icon="inbox", permission="cases.view")
CASES = Entry("cases:list", _("Cases"), icon="route", permission="cases.view")
VISITS = Entry("visits:plan", _("Visits due"), icon="walk", permission="cases.view")
HOUSEHOLDS = Entry(
    "registry:household-list", _("Households"), icon="users", permission="households.view"
)
FLAGS = Entry("screening:flag-list", _("Flags"), icon="flag", permission="flags.view")

WORK = Section(
    _("Daily work"),
    (
        CLUES,
        Entry("clues:report-list", _("Reports"), icon="message-report", permission="clues.report"),
        CASES,
        VISITS,
        Entry("events:list", _("Village events"), icon="droplet-off", permission="events.view"),
        Entry("meetings:index", _("Appraisal and notice"), icon="gavel", permission="cases.view"),
        Entry(
            "comparison:requests",
            _("Information comparison"),
            icon="arrows-exchange",
            permission="cases.county",
        ),
        Entry(
            "assessment:national",
            _("Entry in the national system"),
            icon="world-upload",  # by name: the build looks for it
            permission="cases.township",
        ),
        Entry(
            "endings:candidates",
            _("Ready to leave monitoring"),
            icon="shield-check",
            permission="cases.view",
        ),
        Entry("tasks:list", _("Tasks for departments"), icon="send", permission="tasks.view"),
        Entry(
            "plans:list",
            _("Plans of assistance"),
            icon="heart-handshake",
            permission="plans.view",
        ),
        Entry("duties:list", _("Help that is due"), icon="alarm", permission="plans.view"),
        Entry(
            "posts:list",
            pgettext_lazy("post", "Public-interest posts"),
            icon="briefcase",
            permission="posts.view",
        ),
        Entry("employment:list", _("Register of work"), icon="tools", permission="employment.view"),
        Entry("students:list", _("Students"), icon="school", permission="students.view"),
        Entry("helpers:list", _("Helpers"), icon="users-group", permission="helpers.view"),
        Entry("credit:list", _("Small credit"), icon="coin", permission="credit.view"),
        Entry("papers:list", _("Papers"), icon="file-text", permission="cases.view"),
    ),
    unfolded=True,
)
REGISTRY = Section(
    _("Households and flags"),
    (
        HOUSEHOLDS,
        FLAGS,
        Entry(
            "entitlement:finding-list",
            _("Findings about measures"),
            icon="scale",
            permission="findings.view",
        ),
        Entry("screening:gap-list", _("Data gaps"), icon="puzzle", permission="households.view"),
    ),
    unfolded=True,
)
PROGRESS = Section(
    _("Progress and data"),
    (
        Entry("desk:standing", _("Where cases stand"), icon="filter", permission="desk.supervise"),
        Entry("effect:places", _("What help did"), icon="chart-bar", permission="desk.supervise"),
        Entry("imports:batch-list", _("Imports"), icon="file-import", permission="imports.view"),
        Entry("feeds:list", _("Data of departments"), icon="database", permission="feeds.view"),
        Entry(
            "outcomes:criteria",
            _("How often criteria are right"),
            icon="target-arrow",
            permission="feeds.accuracy",
        ),
        Entry("screening:run-list", _("Screening runs"), icon="radar", permission="screening.view"),
        Entry("desk:nightly", _("What runs at night"), icon="moon", permission="desk.jobs"),
    ),
    unfolded=True,
)
ASSISTANCE = Section(
    _("Assistance"),
    (
        Entry("funds:list", _("Funds"), icon="coins", permission="funds.view"),
        Entry("payments:lists", _("Payment lists"), icon="cash", permission="payments.view"),
        Entry("deliveries:list", _("Deliveries"), icon="gift", permission="deliveries.view"),
        Entry(
            "rolls:list",
            _("Social assistance rolls"),
            icon="clipboard-list",
            permission="rolls.view",
        ),
        Entry(
            "insurance:list",
            _("Poverty insurance and assistance fund"),
            icon="umbrella",
            permission="insurance.view",
        ),
        Entry(
            "rolls:differences",
            _("Differences of rolls"),
            icon="git-compare",
            permission="rolls.compare",
        ),
    ),
    unfolded=True,
)
ASSETS = Section(
    _("Project assets"),
    (
        Entry(
            "asset-overview:overview",
            _("Assets at a glance"),
            icon="chart-bar",
            permission="assets.view",
        ),
        Entry(
            "assets:list", _("Asset ledger"), icon="building-warehouse", permission="assets.view"
        ),
        Entry("assets:projects", _("Projects"), icon="crane", permission="projects.view"),
        Entry("alarms:list", _("Asset alarms"), icon="bell", permission="assets.view"),
        Entry("inspections:due", _("Inspections"), icon="list-check", permission="assets.view"),
        Entry(
            "contracts:list", _("Contracts and upkeep"), icon="file-text", permission="assets.view"
        ),
        Entry(
            "restructuring:list",
            _("Splits, merges and transfers"),
            icon="arrows-split-2",
            permission="assets.view",
        ),
        Entry(
            "disposal:list",
            _("Disposals and changes of operator"),
            icon="gavel",
            permission="assets.view",
        ),
        Entry(
            "receivables:list",
            _("Receivable by contract"),
            icon="file-dollar",
            permission="assets.view",
        ),
        Entry("receipts:list", _("Income of assets"), icon="receipt-2", permission="assets.view"),
        Entry(
            "distributions:list",
            _("Distributions of income"),
            icon="chart-pie",
            permission="assets.view",
        ),
        Entry(
            "publications:list",
            _("Publication of income"),
            icon="speakerphone",
            permission="assets.view",
        ),
        Entry(
            "receipts:stations",
            _("Photovoltaic income"),
            icon="solar-panel",
            permission="assets.view",
        ),
        Entry("stocktake:list", _("Stock-take"), icon="clipboard-check", permission="assets.view"),
        Entry(
            "organisations:list",
            _("Organisations for assets"),
            icon="users",
            permission="assets.view",
        ),
        Entry(
            "holdings:list",
            _("Collective shareholdings"),
            icon="chart-pie",
            permission="assets.view",
        ),
        Entry(
            "parks:list", _("Relocation parks"), icon="building-factory", permission="assets.view"
        ),
    ),
    unfolded=True,
)
RULES = Section(
    _("Criteria and procedures"),
    (
        Entry("criteria:version-list", _("Criteria"), icon="ruler", permission="criteria.view"),
        Entry("catalogue:list", _("Measures and terms"), icon="book", permission="criteria.view"),
        Entry("procedures:list", _("Procedures"), icon="sitemap", permission="procedures.view"),
        Entry(
            "comparison:items",
            _("Items of the comparison"),
            icon="list-check",
            permission="procedures.change",
        ),
        Entry(
            "tasks:kinds",
            _("Tasks that departments take"),
            icon="checklist",
            permission="procedures.change",
        ),
        Entry(
            "differences:orders",
            _("Order of sources"),
            icon="arrows-sort",
            permission="procedures.change",
        ),
        Entry(
            "posts:ages",
            _("Ages of public-interest posts"),
            icon="cake",
            permission="procedures.change",
        ),
        Entry(
            "duties:limits",
            _("Limits of help"),
            icon="hourglass",
            permission="procedures.change",
        ),
        Entry(
            "rolls:kinds",
            _("What rolls mean"),
            icon="clipboard-text",
            permission="procedures.change",
        ),
        Entry(
            "disposal:requirements",
            _("Requirements of disposals"),
            icon="gavel",
            permission="procedures.change",
        ),
        Entry(
            "assets:depreciation",
            _("Depreciation of assets"),
            icon="trending-down",
            permission="procedures.change",
        ),
        Entry(
            "schemes:limits",
            _("Limits of schemes"),
            icon="adjustments",
            permission="procedures.change",
        ),
        Entry(
            "distributions:rules",
            _("Allowed uses of income"),
            icon="list-details",
            permission="procedures.change",
        ),
        Entry("clues:limits", _("Limits of judging"), icon="clock", permission="procedures.change"),
    ),
)
ACCOUNTS = Section(
    _("Accounts and audit"),
    (
        Entry("accounts:user-list", _("Accounts"), icon="id-badge", permission="accounts.manage"),
        Entry("clients:list", _("Department access"), icon="plug", permission="clients.view"),
        Entry("webhooks:list", _("News for departments"), icon="send", permission="clients.view"),
        Entry("accounts:audit-list", _("Audit"), icon="list-search", permission="audit.view"),
    ),
)

SECTIONS = (WORK, REGISTRY, ASSISTANCE, ASSETS, PROGRESS, RULES, ACCOUNTS)
BAR = (HOME, HOUSEHOLDS, VISITS, ME)
EVERY = (HOME, *(entry for section in SECTIONS for entry in section.entries))
