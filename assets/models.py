"""Django finds an application's models here; they live in the slices."""

from assets.alarms.models import *
from assets.contracts.equity.models import *
from assets.contracts.maintenance.models import *
from assets.contracts.models import *
from assets.corrections.models import *
from assets.disposal.models import *
from assets.files.models import *
from assets.income.distributions.models import *
from assets.income.distributions.uses import *
from assets.income.publication.models import *
from assets.income.receipts.models import *
from assets.income.receivables.models import *
from assets.inspections.models import *
from assets.inspections.repairs.models import *
from assets.ledger.changed import *
from assets.ledger.funding import *
from assets.ledger.models import *
from assets.ledger.states import *
from assets.organisations.holdings.models import *
from assets.organisations.models import *
from assets.organisations.parks.models import *
from assets.restructuring.models import *
from assets.rights.models import *
from assets.stocktake.differences.models import *
from assets.stocktake.models import *
from assets.workbooks.models import *
