"""What the rules of ending add to the page of a household."""

from typing import Any

from accounts.models import User
from monitoring.cases.ending import conditions
from monitoring.registry.models import Household


def of_household(household: Household, user: User) -> tuple[str, dict[str, Any]] | None:
    """What a monitored household still lacks for its risk to count as gone."""
    episode = household.episodes.monitored().first()
    if episode is None:
        return None
    lacking = [each for each in conditions.of_episodes([episode])[episode.pk] if not each.is_met]
    return "monitoring/endings/of_household.html", {"episode": episode, "lacking": lacking}
