"""What income may be used for: a new use, and the rules from a day on. Nothing is deleted: a use
ends by a rule that it is not allowed.
"""

from secrets import token_hex
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.income.distributions.uses import Use, UseRule, payable
from assistance.catalogue.models import Measure
from monitoring.registry.act import refuse_if

CHANGE = "procedures.change"


@transaction.atomic
def add_use(*, by: User, name: str, measure: Measure | None = None, **rule: Any) -> Use:
    """With the rule that allows it."""
    require(by, CHANGE)
    refuse_if(
        measure and not payable().filter(pk=measure.pk).exists(),
        _("Choose a measure that is given everywhere and once, and is no other use's."),
    )
    made = Use(code=f"own-{token_hex(4)}", name=name.strip(), measure=measure)
    made.position = Use.objects.count() + 1
    made.full_clean()
    save_or_say(made, force_insert=True)
    audit.record(Event.INCOME_USE_ADDED, by=by, subject=made, name=made.name)
    set_rule(by=by, use=made, **rule)
    return made


@transaction.atomic
def set_rule(*, by: User, **values: Any) -> UseRule:
    require(by, CHANGE)
    made = UseRule(by=by, **values)
    made.full_clean()
    save_or_say(made, force_insert=True)
    audit.record(Event.INCOME_RULE_SET, by=by, subject=made, use=made.use_id)
    return made
