"""Django finds an application's models here; they live in the slices."""

from monitoring.cases.assessment.models import *
from monitoring.cases.casework.models import *
from monitoring.cases.clues.models import *
from monitoring.cases.clues.reports.models import *
from monitoring.cases.comparison.models import *
from monitoring.cases.desk.models import *
from monitoring.cases.ending.models import *
from monitoring.cases.meetings.models import *
from monitoring.cases.papers.models import *
from monitoring.cases.procedures.models import *
from monitoring.cases.visits.models import *
from monitoring.criteria.models import *
from monitoring.exchange.models import *
from monitoring.feeds.changes.models import *
from monitoring.feeds.clients.models import *
from monitoring.feeds.events.models import *
from monitoring.feeds.indicators.models import *
from monitoring.feeds.matches.models import *
from monitoring.feeds.records.models import *
from monitoring.feeds.tasks.models import *
from monitoring.feeds.updates.models import *
from monitoring.feeds.webhooks.models import *
from monitoring.indicators.models import *
from monitoring.jobs.models import *
from monitoring.registry.models import *
from monitoring.screening.models import *
