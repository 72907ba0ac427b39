from django.utils.translation import gettext_lazy as _

from assistance.schemes.limits.declared import Limit

# No figure was found in any document: without one nobody is said to have too many.
HOUSEHOLDS = Limit(
    "helpers.households", _("Helpers: households of one helper at most"), _("households")
)
