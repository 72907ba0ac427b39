"""What assets tell the applications below, and their parts each other; called once as it starts.

Each line is an upward need met by a plain list (docs/architecture.md).
"""

from django.utils.translation import gettext_lazy as _

from accounts import scope
from assets.alarms import kinds as alarm_kinds
from assets.alarms import panels as alarms
from assets.alarms import waiting as alarming
from assets.alarms.found import KINDS
from assets.alarms.limits import TOWNSHIP_DAYS, VILLAGE_DAYS
from assets.alarms.lists import ALARMS
from assets.alarms.models import Alarm
from assets.changes.resources import ASSETS as CHANGES
from assets.contracts import lacking as without
from assets.contracts import panels as contracts
from assets.contracts import running
from assets.contracts.equity import panels as equity
from assets.contracts.equity.lists import INVESTMENTS
from assets.contracts.limits import YEARS
from assets.contracts.lists import CONTRACTS
from assets.contracts.maintenance import following as upkeep
from assets.contracts.maintenance import panels as maintenance
from assets.contracts.maintenance.lists import MAINTENANCE
from assets.corrections import panels as corrections
from assets.disposal import panels as disposal
from assets.disposal import shipped as requirements
from assets.disposal import waiting as disposals
from assets.disposal.lists import DISPOSALS
from assets.files import panels as files
from assets.income import wiring as income
from assets.inspections import panels as inspections
from assets.inspections import waiting as to_inspect
from assets.inspections.limits import MONTHS
from assets.inspections.lists import DUE, INSPECTIONS
from assets.inspections.models import InspectionDue
from assets.inspections.repairs.lists import REPAIRS
from assets.ledger import shipped
from assets.ledger.lacking import lacking
from assets.ledger.lists import ASSETS, PROJECTS
from assets.ledger.models import Asset
from assets.ledger.panels import asset_buttons, asset_panels
from assets.ledger.scope import common_rules
from assets.organisations import waiting as organisations
from assets.organisations.holdings import panels as holdings
from assets.organisations.holdings.lists import HOLDINGS, VENTURES
from assets.organisations.lists import ORGANISATIONS
from assets.organisations.parks import following as park_following
from assets.organisations.parks import panels as parks
from assets.organisations.parks.lists import PARKS
from assets.overview.figures import OVERVIEW
from assets.restructuring import panels as restructuring
from assets.restructuring import waiting as restructurings
from assets.restructuring.following import followers
from assets.restructuring.lists import RESTRUCTURINGS
from assets.restructuring.obstacles import obstacles
from assets.rights import panels as rights
from assets.rights import waiting
from assets.stocktake import panels as stocktake
from assets.stocktake import scope as stocktakes
from assets.stocktake import waiting as stocktaking
from assets.stocktake.differences.lists import STOCK_DIFFERENCES
from assets.stocktake.lists import STOCK_LINES
from assets.workbooks.assets.undo import derived
from assets.workbooks.kinds import KINDS as WORKBOOKS
from assistance.schemes.limits import actions as dated_limits
from assistance.schemes.limits import declared as limits
from monitoring.cases.desk import nightly, todo
from monitoring.feeds.clients import offers
from monitoring.feeds.clients import scope as clients
from monitoring.feeds.clients.models import Scope
from monitoring.feeds.workbooks import intakes
from monitoring.jobs import kinds
from monitoring.lists import declared as lists
from monitoring.lists import figures

# One a line, in the order in which they stand on the page of an asset.
PANELS = (
    stocktake,
    alarms,
    files,
    rights,
    inspections,
    contracts,
    equity,
    maintenance,
    restructuring,
    disposal,
    parks,
    holdings,
    corrections,
)  # fmt: skip
LISTS = (
    ASSETS, PROJECTS,
    CONTRACTS, INVESTMENTS, MAINTENANCE,
    DUE, INSPECTIONS, REPAIRS,
    RESTRUCTURINGS, DISPOSALS,
    STOCK_LINES, STOCK_DIFFERENCES,
    ORGANISATIONS, PARKS, HOLDINGS, VENTURES,
    ALARMS,
)  # fmt: skip
LACKING = {
    "title": (_("Without a certificate"), waiting.without_title),
    "contract": (_("Let without a contract"), without.contract),
    "investment": (_("Equity that nobody says where it is"), without.investment),
    "maintenance": (_("Without a body that looks after it"), without.maintenance),
}

TODO = (
    waiting.groups,
    restructurings.groups,
    disposals.groups,
    organisations.groups,
    stocktaking.groups,
    to_inspect.groups,
    alarming.groups,
)  # fmt: skip


def declare() -> None:
    scope.register(common_rules)
    scope.register(stocktakes.of_own_county)
    limits.declare(YEARS, MONTHS, VILLAGE_DAYS, TOWNSHIP_DAYS)
    alarm_kinds.declare(*KINDS)
    lists.declare(*LISTS)
    figures.declare(OVERVIEW)
    asset_buttons.append(inspections.button)
    asset_panels.extend(slice.of_asset for slice in PANELS)
    lacking.update(LACKING)
    followers.extend((upkeep.follow, park_following.follow))
    obstacles.extend((running.of_asset, disposal.hinders))
    todo.sources.extend(TODO)
    income.declare()
    offers.fields[CHANGES.name] = CHANGES.labels
    clients.OPENS[Asset] = Scope.ASSETS_READ
    derived.extend((Alarm, InspectionDue))
    intakes.further.update(WORKBOOKS)
    nightly.JOBS["assets.alarms"] = _("Assets looked at for alarms")
    kinds.MODULES.append("assets.alarms.tasks")


def install() -> None:
    """Put the sub-classes and rules that ship with the application in force, once."""
    shipped.install()
    requirements.install()
    dated_limits.install()
    income.install()
