"""Which clues a user sees: those of their area, or of the households paired with them."""

from typing import cast

from accounts.scope import visible
from monitoring.cases.clues.models import Clue
from monitoring.cases.clues.querysets import ClueQuerySet
from monitoring.lists.places import Viewer


def clues_seen_by(user: Viewer) -> ClueQuerySet:
    return cast("ClueQuerySet", visible(Clue, user))
