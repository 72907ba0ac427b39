"""What assets tell the applications below, and their parts each other; called once as it starts.

Each line is an upward need met by a plain list (docs/architecture.md).
"""

from django.utils.translation import gettext_lazy as _

from accounts import scope
from assets.contracts.limits import YEARS
from assets.corrections import panels as corrections
from assets.files import panels as files
from assets.ledger import shipped
from assets.ledger.lacking import lacking
from assets.ledger.lists import ASSETS, PROJECTS
from assets.ledger.panels import asset_panels
from assets.ledger.scope import common_rules
from assets.rights import panels as rights
from assets.rights import waiting
from assistance.schemes.limits import actions as dated_limits
from assistance.schemes.limits import declared as limits
from monitoring.cases.desk import todo
from monitoring.lists import declared as lists


def declare() -> None:
    scope.register(common_rules)
    limits.declare(YEARS)
    lists.declare(ASSETS, PROJECTS)
    asset_panels.append(files.of_asset)
    asset_panels.append(rights.of_asset)
    asset_panels.append(corrections.of_asset)
    lacking["title"] = (_("Without a certificate"), waiting.without_title)
    todo.sources.append(waiting.groups)


def install() -> None:
    """Put the sub-classes and rules that ship with the application in force, once."""
    shipped.install()
    dated_limits.install()
