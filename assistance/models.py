"""Django finds an application's models here; they live in the slices."""

from assistance.awards.models import *
from assistance.catalogue.models import *
from assistance.deliveries.models import *
from assistance.duties.models import *
from assistance.effect.models import *
from assistance.eligibility.models import *
from assistance.funds.models import *
from assistance.indicators.models import *
from assistance.plans.models import *
from assistance.schemes.credit.models import *
from assistance.schemes.employment.models import *
from assistance.schemes.helpers.models import *
from assistance.schemes.insurance.models import *
from assistance.schemes.limits.models import *
from assistance.schemes.posts.models import *
from assistance.schemes.rolls.models import *
from assistance.schemes.students.models import *
