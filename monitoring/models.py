"""Django finds an application's models here; they live in the slices."""

from monitoring.cases.assessment.models import *  # noqa: F403
from monitoring.cases.casework.models import *  # noqa: F403
from monitoring.cases.clues.models import *  # noqa: F403
from monitoring.cases.clues.reports.models import *  # noqa: F403
from monitoring.cases.comparison.models import *  # noqa: F403
from monitoring.cases.desk.models import *  # noqa: F403
from monitoring.cases.ending.models import *  # noqa: F403
from monitoring.cases.meetings.models import *  # noqa: F403
from monitoring.cases.papers.models import *  # noqa: F403
from monitoring.cases.procedures.models import *  # noqa: F403
from monitoring.cases.visits.models import *  # noqa: F403
from monitoring.criteria.models import *  # noqa: F403
from monitoring.exchange.models import *  # noqa: F403
from monitoring.feeds.changes.models import *  # noqa: F403
from monitoring.feeds.clients.models import *  # noqa: F403
from monitoring.feeds.events.models import *  # noqa: F403
from monitoring.feeds.indicators.models import *  # noqa: F403
from monitoring.feeds.matches.models import *  # noqa: F403
from monitoring.feeds.records.models import *  # noqa: F403
from monitoring.feeds.tasks.models import *  # noqa: F403
from monitoring.feeds.updates.models import *  # noqa: F403
from monitoring.feeds.webhooks.models import *  # noqa: F403
from monitoring.indicators.models import *  # noqa: F403
from monitoring.jobs.models import *  # noqa: F403
from monitoring.registry.models import *  # noqa: F403
from monitoring.screening.models import *  # noqa: F403
