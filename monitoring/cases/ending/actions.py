"""Ask for an end of monitoring, vouch for a condition; and what the decision then writes."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import may, require
from monitoring.cases.casework import outcomes, workflow
from monitoring.cases.casework.models import Case, Episode
from monitoring.cases.ending.conditions import of_cases, of_episodes, of_kind
from monitoring.cases.ending.models import Attestation, Candidate, Ending
from monitoring.cases.procedures.models import Process
from monitoring.criteria.sentences import Verdict
from monitoring.registry.act import begin, finish, refuse_if, update_row
from monitoring.registry.choices import EliminationMethod
from monitoring.registry.models import Household, Source
from monitoring.registry.restructuring import household_ends

Kind = Ending.Kind
PROCESS = {
    Kind.HELP: Process.ELIMINATION,
    Kind.NATURAL: Process.ELIMINATION,
    Kind.DIED_OUT: Process.ENDING,
    Kind.MOVED_AWAY: Process.ENDING,
    Kind.MISTAKEN: Process.ENDING,
    Kind.REVERSAL: Process.REVERSAL,
}
METHOD = {Kind.HELP: EliminationMethod.HELP, Kind.NATURAL: EliminationMethod.NATURAL}
LEFT = {Kind.DIED_OUT: Household.Status.DIED_OUT, Kind.MOVED_AWAY: Household.Status.MOVED_AWAY}


def kinds_for(episode: Episode) -> list[Kind]:
    """What can be asked for, by the state of the episode."""
    if episode.state == Episode.State.MONITORED:
        return [kind for kind in Kind if kind != Kind.REVERSAL]
    # Once a later episode runs or was eliminated itself, an earlier one is past.
    later = episode.household.episodes.filter(number__gt=episode.number)
    superseded = later.exclude(state=Episode.State.NOT_INCLUDED).exists()
    eliminated = episode.state == Episode.State.ELIMINATED
    return [Kind.REVERSAL] if eliminated and not superseded else []


@transaction.atomic
def ask(episode: Episode, *, by: User, kind: str, ground: str, on: date) -> Case:
    """Open the case of an end. An elimination needs every fact that says “no” mended first."""
    # As an identification does, which may begin at the same moment.
    Household.objects.select_for_update(no_key=True).get(pk=episode.household_id)
    episode.refresh_from_db()
    code = episode.division_id
    if not (may(by, "cases.village", code) or may(by, "cases.township", code)):
        raise PermissionDenied
    chosen = Kind(kind)
    refuse_if(chosen not in kinds_for(episode), _("This cannot be asked for this household now."))
    refuse_if(not ground.strip(), _("Write the ground."))
    refuse_if(on > timezone.localdate(), _("The day cannot be in the future."))
    if PROCESS[chosen] == Process.ELIMINATION:
        _refuse_unmet(episode, chosen)
    case = workflow.open_case(episode, by=by, process=PROCESS[chosen])
    Ending.objects.create(case=case, kind=chosen, ground=ground.strip(), on=on)
    Candidate.objects.filter(episode=episode).delete()
    return case


@transaction.atomic
def attest(case: Case, *, by: User, code: str, note: str) -> Attestation:
    """Say that a condition holds which no fact tells."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    require(by, "cases.village", case.division_id)
    refuse_if(case.status != Case.Status.RUNNING, _("This case has ended."))
    made = Attestation(case=case, code=code, note=note.strip(), by=by)
    made.full_clean()
    unknown = [each.code for each in of_cases([case])[case.pk] if each.verdict == Verdict.MISSING]
    refuse_if(code not in unknown, _("Here the facts speak; nobody has to confirm it."))
    made.save(force_insert=True)
    audit.record(
        Event.CONDITION_ATTESTED, by=by, division_code=case.division_id, subject=case, code=code
    )
    return made


def declare() -> None:
    outcomes.declare(Process.ELIMINATION, completed=_eliminated, refused=_goes_on)
    outcomes.declare(Process.ENDING, completed=_ended, refused=_goes_on)
    outcomes.declare(Process.REVERSAL, completed=_reversed, refused=_goes_on)


def _refuse_unmet(episode: Episode, kind: Kind) -> None:
    conditions = of_kind(of_episodes([episode])[episode.pk], kind)
    unmet = [each for each in conditions if each.verdict == Verdict.NO]
    if unmet:
        raise ValidationError([f"{each.name}：{each.ground}" for each in unmet])


def _goes_on(_case: Case) -> None:
    """Refused: the household stays as it was."""


def _eliminated(case: Case) -> None:
    """The risk is gone; the household stays watched, and a new risk opens a new episode."""
    method = METHOD[Kind(case.ending.kind)]
    _close(case, Episode.State.ELIMINATED, method=method)
    month = f"{timezone.localdate():%Y%m}"
    _write(
        case,
        _("Risk eliminated"),
        risk_eliminated=True,
        eliminated_month=month,
        elimination_method=method,
    )


def _ended(case: Case) -> None:
    ending = case.ending
    kind = Kind(ending.kind)
    _close(case, Episode.State.ENDED, end_reason=f"{kind.label}：{ending.ground}"[:200])
    if kind in LEFT:
        by = case.decided_by
        household_ends(case.household, by=by, how=LEFT[kind], on=ending.on, note=ending.ground)
    else:
        _write(case, str(kind.label), monitored_type=None, identified_month="")


def _reversed(case: Case) -> None:
    """The same episode goes on as if it had not been closed."""
    episode = case.episode
    episode.state, episode.closed_on, episode.method = Episode.State.MONITORED, None, ""
    episode.validate_constraints()
    episode.save(update_fields=["state", "closed_on", "method"])
    _write(
        case,
        _("Elimination taken back"),
        risk_eliminated=False,
        eliminated_month="",
        elimination_method=None,
    )


def _close(case: Case, state: str, **values: Any) -> None:
    episode = case.episode
    for name, value in ({"state": state, "closed_on": case.closed_on} | values).items():
        setattr(episode, name, value)
    episode.save()


def _write(case: Case, note: str, **values: Any) -> None:
    """The registry says so too, with the decision as its source."""
    source = begin(case.household, by=case.decided_by, note=note, kind=Source.Kind.DECISION)
    update_row(case.household, source=source, **values)
    finish(Event.HOUSEHOLD_CHANGED, source, case.household, case=case.pk)
