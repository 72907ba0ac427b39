"""Invents the casework of a city: episodes, cases with their steps, clues and visits, set-wise.

On households that `tests/scale/city.py` invented and that were screened: the clues of that run are
the queue, and those of the chosen households are being checked.
"""

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from monitoring.cases.casework import following
from monitoring.cases.casework.models import Case, CaseStep, Episode
from monitoring.cases.ending.models import Ending
from monitoring.cases.procedures.models import Procedure, Process
from monitoring.cases.visits.models import Visit
from monitoring.registry.models import Household, Source
from monitoring.screening import actions
from monitoring.screening.models import Run
from tests.scale.city import insert, pick
from tests.scale.imports import OFFICER

HOUSEHOLDS_A_CASE = 25
ANALYSED = (
    "monitoring_episode, monitoring_case, monitoring_casestep, monitoring_clue, monitoring_visit"
)


def prepare(every: int = HOUSEHOLDS_A_CASE) -> None:
    """Screen everybody and give one household in so many a case; once."""
    if Case.objects.exists():
        return
    today = timezone.localdate()
    actions.screen(as_of=today, by=None, trigger=Run.Trigger.NIGHTLY)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.1)")
        cursor.execute("SET LOCAL session_replication_role = replica")
        _adopt()
        wanted = Household.objects.count() // every
        parameters = _parameters(wanted, every)
        insert(cursor, Episode, EPISODE, EPISODES, parameters)
        insert(cursor, Case, IDENTIFICATION, NEW_EPISODES, parameters)
        insert(cursor, Case, ELIMINATION, MONITORED_EPISODES, parameters)
        insert(cursor, Ending, ENDING, ELIMINATIONS, parameters)
        insert(cursor, CaseStep, STEP, STEPS, parameters)
        insert(cursor, Visit, VISIT | CHECK, CHECKED, parameters)
        insert(cursor, Visit, VISIT | FOLLOW_UP, FOLLOWED_UP, parameters)
        cursor.execute(CLUES_OF_CASES)
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {ANALYSED}")


def _adopt() -> None:
    """An episode of the last three years for who is monitored according to the census."""
    source = Source(kind=Source.Kind.BATCH)
    monitored = Household.objects.monitored().values_list("pk", flat=True)
    following.follow(source, list(monitored))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE monitoring_episode SET monitored_on = current_date - (random() * 1000)::int"
        )


def _parameters(wanted: int, every: int) -> dict[str, float]:
    today = timezone.localdate()
    in_force = {
        process: Procedure.objects.in_force(process, "13", today)
        for process in (Process.IDENTIFICATION, Process.ELIMINATION)
    }
    identification, elimination = in_force.values()
    return {
        "identifications": wanted - wanted // 10,
        "eliminations": wanted // 10,
        "every": every,
        "after": Episode.objects.aggregate(last=Max("pk"))["last"] or 0,
        "identification": identification.pk,
        "identification_last": identification.steps.aggregate(last=Max("position"))["last"],
        "identification_days": identification.days,
        "elimination": elimination.pk,
        "elimination_last": elimination.steps.aggregate(last=Max("position"))["last"],
        "elimination_days": elimination.days,
        "by": User.objects.get(username=OFFICER).pk,
        "source": Source.objects.create(kind=Source.Kind.BATCH, note="Invented casework").pk,
    }


# Six in ten are running, most of them within their limit.
EPISODES = """
    (SELECT h.id, h.division_id, random() AS luck, random() * random() * 28 AS age
    FROM monitoring_household h
    WHERE h.id %% %(every)s = 0 AND h.status = 'active' AND h.monitored_type IS NULL
    ORDER BY hashint8(h.id) LIMIT %(identifications)s) h
"""
EPISODE = {
    "household_id": "h.id",
    "division_id": "h.division_id",
    "number": "1",
    "state": "CASE WHEN luck < 0.6 THEN 'candidate' WHEN luck < 0.9 THEN 'monitored'"
    " ELSE 'not_included' END",
    "type": pick("脱贫不稳定户", "边缘易致贫户", "突发严重困难户"),
    "risks": """'[{"risk": "因病", "sub_item": "", "remark": ""}]'""",
    "opened_on": "current_date - (CASE WHEN luck < 0.6 THEN age ELSE 30 + age * 20 END)::int",
    "monitored_on": "CASE WHEN luck BETWEEN 0.6 AND 0.9 THEN current_date - (age * 20)::int END",
    "closed_on": "CASE WHEN luck > 0.9 THEN current_date - (age * 20)::int END",
}

CASE = {
    "episode_id": "e.id",
    "household_id": "e.household_id",
    "division_id": "e.division_id",
    "opened_by_id": "%(by)s",
}
NEW_EPISODES = "monitoring_episode e WHERE e.id > %(after)s"
IDENTIFICATION = CASE | {
    "process": "'identification'",
    "procedure_id": "%(identification)s",
    "status": "CASE e.state WHEN 'candidate' THEN 'running' WHEN 'monitored' THEN 'done'"
    " ELSE 'refused' END",
    "position": "CASE e.state WHEN 'candidate' THEN 1 + floor(random() * %(identification_last)s)"
    " WHEN 'monitored' THEN %(identification_last)s ELSE 6 END",
    "opened_on": "e.opened_on",
    "due_on": "e.opened_on + %(identification_days)s",
    "closed_on": "coalesce(e.monitored_on, e.closed_on)",
}
MONITORED_EPISODES = """
    (SELECT *, (random() * random() * 28)::int AS age FROM monitoring_episode
    WHERE id <= %(after)s AND state = 'monitored'
    ORDER BY hashint8(id) LIMIT %(eliminations)s) e
"""
ELIMINATION = CASE | {
    "process": "'elimination'",
    "procedure_id": "%(elimination)s",
    "status": "'running'",
    "position": "1 + floor(random() * %(elimination_last)s)",
    "opened_on": "current_date - age",
    "due_on": "current_date - age + %(elimination_days)s",
}
ELIMINATIONS = "monitoring_case c WHERE c.process = 'elimination'"
ENDING = {"case_id": "c.id", "kind": "'help'", "ground": "'务工收入稳定'", "on": "c.opened_on"}

STEPS = """
    monitoring_case c JOIN monitoring_step s
        ON s.procedure_id = c.procedure_id AND s.position <= c.position
    CROSS JOIN LATERAL (SELECT s.position = c.position AS last) l
    CROSS JOIN LATERAL (SELECT CASE WHEN NOT last OR c.status = 'done' THEN 'passed'
        WHEN c.status = 'running' THEN 'open' ELSE 'refused' END AS state) n
    ORDER BY c.id, s.position
"""
STEP = {
    "case_id": "c.id",
    "step_id": "s.id",
    "household_id": "c.household_id",
    "division_id": "c.division_id",
    "level": "s.level",
    "state": "n.state",
    "opened_at": "c.opened_on + s.position - 1",
    "due_on": "c.opened_on + s.position + 2",
    "case_due_on": "c.due_on",
    "closed_at": "CASE WHEN n.state <> 'open' THEN c.opened_on + s.position END",
    "by_id": "CASE WHEN n.state <> 'open' THEN %(by)s END",
}

VISIT = {
    "id": "gen_random_uuid()",
    "source_id": "%(source)s",
    "way": "'home'",
    "by_id": "%(by)s",
    "at": "now()",
    "second_signature": "''",
    "householder_signature": "''",
    "answers": """'{"income": "unchanged"}'""",
    "difficulties": "''",
    "warnings": "'[]'",
    "flags_before": "'[]'",
}
CHECKED = "monitoring_case c WHERE c.position > 2"
CHECK = {
    "household_id": "c.household_id",
    "division_id": "c.division_id",
    "case_id": "c.id",
    "purpose": "'check'",
    "visited_on": "c.opened_on + 2",
    "finding": "'confirmed'",
}
FOLLOWED_UP = """
    monitoring_episode e CROSS JOIN generate_series(0, 2) months
    WHERE e.state = 'monitored' AND random() < 0.7
"""
FOLLOW_UP = {
    "household_id": "e.household_id",
    "division_id": "e.division_id",
    "purpose": "'follow_up'",
    "visited_on": "current_date - months * 30 - (random() * 25)::int",
}

CLUES_OF_CASES = """
    UPDATE monitoring_clue q SET state = 'checking', case_id = c.id, episode_id = c.episode_id,
        checked_on = c.opened_on, judged_on = c.opened_on
    FROM monitoring_case c WHERE c.household_id = q.household_id AND c.status = 'running'
"""
