"""What a person says of an open step: pass it on, send it back, refuse."""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from monitoring.cases.casework import workflow
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.cases.procedures.models import Step
from monitoring.registry.act import refuse_if


class Verdict(models.TextChoices):
    PASS = "pass", gettext_lazy("Pass")
    BACK = "back", gettext_lazy("Send back")
    REFUSE = "refuse", gettext_lazy("Refuse")


def decide(
    step: CaseStep, *, by: User, verdict: str, reason: str = "", to: Step | None = None
) -> Case:
    if verdict == Verdict.PASS:
        return workflow.pass_on(step, by=by, note=reason)
    if verdict == Verdict.REFUSE:
        return workflow.refuse(step, by=by, reason=reason)
    refuse_if(to is None, _("Choose an earlier step of this case."))
    assert to is not None  # noqa: S101  # refused above
    return workflow.send_back(step, to=to, by=by, reason=reason)
