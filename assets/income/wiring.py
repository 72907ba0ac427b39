"""What income tells the pages around it; called once as the application starts."""

from accounts import scope
from assets.contracts import changed
from assets.income.distributions import panels as payouts
from assets.income.distributions import shipped
from assets.income.distributions import waiting as to_distribute
from assets.income.distributions.limits import INCOME
from assets.income.distributions.lists import DISTRIBUTIONS
from assets.income.distributions.scope import common_rules
from assets.income.distributions.uses import MEASURES, ONE_WAY
from assets.income.publication import waiting as to_publish
from assets.income.publication.lists import PUBLICATIONS
from assets.income.receipts import panels
from assets.income.receipts.lists import RECEIPTS, STATIONS
from assets.income.receivables.bringing import bring
from assets.income.receivables.lists import RECEIVABLES
from assets.ledger.panels import asset_panels
from assistance.deliveries import reserved
from assistance.schemes.limits import declared as limits
from monitoring.cases.desk import todo
from monitoring.lists import declared as lists
from monitoring.registry.panels import household_panels


def declare() -> None:
    scope.register(common_rules)
    limits.declare(*INCOME)
    lists.declare(RECEIPTS, STATIONS, DISTRIBUTIONS, PUBLICATIONS, RECEIVABLES)
    reserved.sentences.update(dict.fromkeys(MEASURES, ONE_WAY))
    asset_panels.append(panels.of_asset)
    changed.listeners.append(bring)
    household_panels.append(payouts.of_household)
    todo.sources += [to_distribute.groups, to_publish.groups]


def install() -> None:
    shipped.install()
