"""Django finds an application's models here; they live in the slices."""

from assets.alarms.models import *  # noqa: F403
from assets.contracts.equity.models import *  # noqa: F403
from assets.contracts.maintenance.models import *  # noqa: F403
from assets.contracts.models import *  # noqa: F403
from assets.corrections.models import *  # noqa: F403
from assets.disposal.models import *  # noqa: F403
from assets.files.models import *  # noqa: F403
from assets.income.distributions.models import *  # noqa: F403
from assets.income.distributions.uses import *  # noqa: F403
from assets.income.publication.models import *  # noqa: F403
from assets.income.receipts.models import *  # noqa: F403
from assets.income.receivables.models import *  # noqa: F403
from assets.inspections.models import *  # noqa: F403
from assets.inspections.repairs.models import *  # noqa: F403
from assets.ledger.models import *  # noqa: F403
from assets.ledger.states import *  # noqa: F403
from assets.organisations.holdings.models import *  # noqa: F403
from assets.organisations.models import *  # noqa: F403
from assets.organisations.parks.models import *  # noqa: F403
from assets.restructuring.models import *  # noqa: F403
from assets.rights.models import *  # noqa: F403
from assets.stocktake.differences.models import *  # noqa: F403
from assets.stocktake.models import *  # noqa: F403
from assets.workbooks.models import *  # noqa: F403
