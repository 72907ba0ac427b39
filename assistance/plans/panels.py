"""帮扶 on the page of a household or case: its plan and measures; suggestions without a plan."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from assistance.plans.rules import may_be_helped
from assistance.plans.suggested import of_episode
from monitoring.cases.casework.models import Case
from monitoring.registry.models import Household

SHOWN = 5


def of_household(household: Household, user: User) -> tuple[str, dict[str, Any]] | None:
    """None where nothing is given and nothing is to be planned."""
    if not may(user, "plans.view", household.division_id):
        return None
    episode = household.episodes.running().first()
    helped = episode if episode and may_be_helped(episode) else None
    awards = household.awards.select_related("measure", "member").order_by("-starts_on", "-pk")
    plan = household.plans.exclude(state="closed").first()
    if not (helped or plan or awards):
        return None
    drafts = helped is not None and may(user, "plans.draft", household.division_id)
    context = {
        "household": household,
        "plan": plan,
        "awards": awards,
        "suggestions": of_episode(helped)[:SHOWN] if helped and not plan else [],
        "gives": may(user, "deliveries.give", household.division_id),
        "drafts": drafts and (plan is None or plan.state == "confirmed"),
    }
    return "assistance/plans/panel.html", context


def of_case(case: Case, user: User) -> tuple[str, dict[str, Any]] | None:
    return of_household(case.household, user)
