"""What every procedure must have, whoever writes it."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.cases.procedures.models import Evidence, Level, Procedure, Process, Step
from monitoring.registry.act import refuse_if

MOST_DAYS, MOST_MONTHS = 366, 60
LEAST_MONTHS = 3  # 帮扶消除 within two months of identification is none (domain.md 6)
LEAST_NOTICE = 5  # 公示不少于 5 天 (domain.md 3.2)

# Without these the end of the process would have nothing to write into the registry.
NEEDED = {
    Process.IDENTIFICATION: (Evidence.STATEMENT, Evidence.RISKS),
    Process.ELIMINATION: (Evidence.CONDITIONS,),
}


def check(procedure: Procedure, steps: Sequence[Step]) -> None:
    """ValidationError with a sentence for what may not be."""
    refuse_if(not steps, _("A procedure has at least one step."))
    refuse_if(
        procedure.valid_from < timezone.localdate(),
        _("Choose today or a later day; what has begun keeps the version it began with."),
    )
    refuse_if(procedure.days < 1, _("The total limit is at least one day."))
    refuse_if(
        max(procedure.days, procedure.notice_days, *(step.days or 0 for step in steps)) > MOST_DAYS
        or procedure.stable_months > MOST_MONTHS,
        _("A limit has at most %(days)s days, the stability at most %(months)s months.")
        % {"days": MOST_DAYS, "months": MOST_MONTHS},
    )
    refuse_if(
        procedure.process == Process.ELIMINATION and procedure.stable_months < LEAST_MONTHS,
        _("The stability lasts at least %(months)s months.") % {"months": LEAST_MONTHS},
    )
    refuse_if(
        not any(step.level == Level.COUNTY and step.may_refuse for step in steps),
        _("The county decides: keep a step of the county that may refuse."),
    )
    _check_evidence(procedure, steps)


def _check_evidence(procedure: Procedure, steps: Sequence[Step]) -> None:
    asked = {code for step in steps for code in step.evidence}
    for code in NEEDED.get(Process(procedure.process), ()):
        refuse_if(
            code not in asked,
            _("One of the steps has to ask for “%(evidence)s”.") % {"evidence": code.label},
        )
    refuse_if(
        Evidence.NOTICE in asked and procedure.notice_days < LEAST_NOTICE,
        ngettext(
            "The public notice lasts at least %(days)s day.",
            "The public notice lasts at least %(days)s days.",
            LEAST_NOTICE,
        )
        % {"days": LEAST_NOTICE},
    )
