from typing import cast

from accounts.scope import visible
from assistance.effect.models import HelpEffect
from assistance.effect.querysets import HelpEffectQuerySet
from monitoring.lists.places import Viewer


def seen_by(user: Viewer) -> HelpEffectQuerySet:
    return cast("HelpEffectQuerySet", visible(HelpEffect, user))
