from django.utils.translation import gettext_lazy as _

from assistance.schemes.limits.declared import Limit

# No figure was found: without one nothing is deducted.
COST = Limit(
    "employment.cost", _("Employment: necessary cost of one person and month at work"), _("yuan")
)
