"""What pages show of an assessment: sums while typing, doubts, the panel of a case."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.utils.translation import ngettext

from accounts.models import User
from monitoring.cases.assessment import doubts, evidence, income
from monitoring.cases.assessment.items import TOTALS
from monitoring.cases.assessment.models import Assessment
from monitoring.cases.assessment.national import Answers
from monitoring.cases.assessment.period import KINDS
from monitoring.cases.casework.models import Case
from monitoring.registry.models import Statement
from monitoring.registry.wording import label

ROWS_NAMED = 10


def case_panel(case: Case, user: User) -> tuple[str, dict[str, Any]] | None:
    """For `casework.panels`: income, type with its ground, risks, national entry."""
    if case.process not in KINDS:
        return None
    context = {
        "case": case,
        "income": evidence.assessed([case]).get(case.pk),
        "derived": evidence.derived([case]).get(case.pk),
        "entry": getattr(case, "national_entry", None),
    }
    return "monitoring/assessment/panel.html", context


def sums(case: Case, statement: Statement) -> dict[str, Any]:
    """What a statement comes to, and what about it is doubtful."""
    line = income.lines([case])[case.pk]
    return {
        "totals": [(label(Statement, total), getattr(statement, total)) for total in TOTALS],
        "income": income.of(statement, line.value if line else None),
        "line": line,
        "doubts": doubts.of_statement(statement, case.household),
    }


def risk_doubts(case: Case) -> list[str]:
    kept = Assessment.objects.filter(case=case).select_related("statement").first()
    named = [given["risk"] for given in case.episode.risks]
    spent = kept.statement.out_of_pocket if kept else None
    return doubts.of_risks(named, case.household, spent)


def told(answers: Answers) -> Iterator[tuple[Callable[..., None], str]]:
    """What became of the rows that came back, as messages."""
    wrong = sum(bool(answer.errors) for answer in answers.by_case.values())
    entered = len(answers.by_case) - wrong
    yield (
        messages.success,
        ngettext("%(count)d household entered.", "%(count)d households entered.", entered)
        % {"count": entered},
    )
    if wrong:
        yield (
            messages.error,
            ngettext(
                "%(count)d household refused; its errors stand in the list.",
                "%(count)d households refused; their errors stand in the list.",
                wrong,
            )
            % {"count": wrong},
        )
    if answers.unmatched:
        rows = "、".join(str(row.number) for row in answers.unmatched[:ROWS_NAMED])
        yield (
            messages.error,
            ngettext(
                "%(count)d row belongs to no household that waits here (row %(rows)s).",
                "%(count)d rows belong to no household that waits here (rows %(rows)s).",
                len(answers.unmatched),
            )
            % {"count": len(answers.unmatched), "rows": rows},
        )
