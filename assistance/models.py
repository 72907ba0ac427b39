"""Django finds an application's models here; they live in the slices."""

from assistance.awards.models import *  # noqa: F403
from assistance.catalogue.models import *  # noqa: F403
from assistance.deliveries.models import *  # noqa: F403
from assistance.duties.models import *  # noqa: F403
from assistance.effect.models import *  # noqa: F403
from assistance.eligibility.models import *  # noqa: F403
from assistance.funds.models import *  # noqa: F403
from assistance.indicators.models import *  # noqa: F403
from assistance.plans.models import *  # noqa: F403
from assistance.schemes.credit.models import *  # noqa: F403
from assistance.schemes.employment.models import *  # noqa: F403
from assistance.schemes.helpers.models import *  # noqa: F403
from assistance.schemes.insurance.models import *  # noqa: F403
from assistance.schemes.limits.models import *  # noqa: F403
from assistance.schemes.posts.models import *  # noqa: F403
from assistance.schemes.rolls.models import *  # noqa: F403
from assistance.schemes.students.models import *  # noqa: F403
