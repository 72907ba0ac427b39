"""On the page of a case: the clue that led to it, and what people told."""

from typing import Any

from accounts.models import User
from monitoring.cases.casework.models import Case
from monitoring.cases.clues.models import Clue
from monitoring.cases.clues.reports.models import Report
from monitoring.screening.forms import criterion_names


def panel(case: Case, _user: User) -> tuple[str, dict[str, Any]] | None:
    clues = list(Clue.objects.filter(episode=case.episode_id).select_related("judged_by"))
    if not clues:
        return None
    names = criterion_names()
    rows = [(clue, [names.get(code, code) for code in clue.criteria]) for clue in clues]
    reports = Report.objects.filter(clue__in=clues).order_by("received_on", "pk")
    return "monitoring/clues/reports/panel.html", {"rows": rows, "reports": reports}
