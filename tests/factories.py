"""Rows for tests: every function makes one, with defaults that break no rule."""

import io
import itertools
import secrets
import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from oauth2_provider.models import AccessToken, set_token_value
from PIL import Image

from accounts.models import Division, Post, User
from accounts.personal import encrypt, keyed_hash, mask
from assistance.awards.models import Award
from assistance.catalogue.models import Measure
from assistance.deliveries.models import Delivery
from assistance.schemes.credit.actions import lend
from assistance.schemes.credit.models import Loan
from assistance.schemes.employment.models import Work
from assistance.schemes.posts import actions as posts
from assistance.schemes.posts.models import Engagement, Position
from assistance.schemes.students.actions import enrol
from assistance.schemes.students.models import Enrolment
from monitoring.cases.clues.models import Clue
from monitoring.cases.procedures.models import Procedure, Step
from monitoring.cases.visits.models import Visit, VisitDue
from monitoring.criteria import packs
from monitoring.feeds.clients import actions as clients
from monitoring.feeds.clients import offers
from monitoring.feeds.clients.models import Client, Scope
from monitoring.feeds.records.models import Push, Record
from monitoring.feeds.tasks.actions import give as give_task
from monitoring.feeds.tasks.models import Task, TaskKind
from monitoring.registry.models import Household, LivingConditions, Member, Source, Statement
from monitoring.screening.models import Flag

PINGSHAN = "130131000000"  # 平山县
PINGSHAN_TOWN = "130131100000"  # 平山镇
VILLAGE = "130131100001"
OTHER_VILLAGE = "130131101201"  # the same county, another township
ZANHUANG = "130129000000"  # another county
FAR_VILLAGE = "130129100001"
CITY = "130100000000"
PASSWORD = "correct-horse-7-battery"

_numbers = itertools.count(1)


def user(role: str | None = None, division: str | None = None, **fields: Any) -> User:
    """A user, with one open post where a role is given."""
    username = fields.pop("username", f"{role or 'nobody'}-{next(_numbers)}")
    made = User.objects.create_user(username, password=PASSWORD, **fields)
    if role:
        Post.objects.create(user=made, role=role, division_id=division)
    return made


def source(**fields: Any) -> Source:
    return Source.objects.create(**({"kind": Source.Kind.PERSON} | fields))


def household(division: str = VILLAGE, **fields: Any) -> Household:
    number = next(_numbers)
    defaults = {
        "code": f"13013110{number:08d}",
        "head_name": f"张{number}",
        "household_type": "一般农户",
        "facts_year": 2026,
    }
    defaults["source"] = fields.get("source") or source()
    return Household.objects.create(division_id=division, **(defaults | fields))


def member(of: Household, *, id_number: str | None = None, **fields: Any) -> Member:
    """A member of the household `of`; `id_number` is stored as the import stores it."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "name": f"李{number}",
        "person_code": f"P{number:09d}",
        "birth_date": date(1980, 5, 17),
        "facts_year": of.facts_year,
        "school_year": of.facts_year,
        "division": of.division,
        "source": of.source,
    }
    if id_number:
        defaults |= {
            "id_kind": "居民身份证",
            "id_number_cipher": encrypt(id_number),
            "id_number_hash": keyed_hash(id_number[:18]),
            "id_number_masked": mask(id_number),
        }
    return Member.objects.create(household=of, **(defaults | fields))


def statement(of: Household, year: int = 2026, **fields: Any) -> Statement:
    """A yearly statement, all five amounts of income given."""
    defaults: dict[str, Any] = {
        "starts": date(year, 1, 1),
        "ends": date(year, 12, 31),
        "source": of.source,
        "people": 3,
        "wage_income": Decimal("30000.00"),
        "business_income": Decimal("5000.00"),
        "property_income": Decimal("0.00"),
        "transfer_income": Decimal("2000.00"),
        "business_cost": Decimal("1000.00"),
        "out_of_pocket": Decimal("500.00"),
    }
    return Statement.objects.create(household=of, year=year, **(defaults | fields))


def conditions(of: Household, **fields: Any) -> LivingConditions:
    return LivingConditions.objects.create(household=of, **({"source": of.source} | fields))


def flag(of: Household, criterion: str = "income-below-line", **fields: Any) -> Flag:
    """An open flag since today, by a criterion of the pack in force."""
    today = timezone.localdate()
    rule = packs.in_force(today).criteria.get(code=criterion)
    defaults: dict[str, Any] = {
        "division": of.division,
        "version": rule.version,
        "severity": rule.severity,
        "effect": rule.effect,
        "first_seen": today,
        "last_seen": today,
    }
    return Flag.objects.create(household=of, criterion=criterion, **(defaults | fields))


def clue(of: Household, **fields: Any) -> Clue:
    """A clue of the household that waits to be judged."""
    defaults: dict[str, Any] = {"division": of.division, "standing": Clue.Standing.OTHER}
    return Clue.objects.create(household=of, **(defaults | fields))


def procedure(*steps: tuple[int, str, str], **fields: Any) -> Procedure:
    """A newer procedure of identification without evidence: (position, code, level) of each."""
    defaults: dict[str, Any] = {
        "process": "identification",
        "number": next(_numbers) + 1,
        "valid_from": date(2026, 1, 1),
        "document": "试行",
        "days": 15,
    }
    made = Procedure.objects.create(**(defaults | fields))
    Step.objects.bulk_create(
        Step(procedure=made, position=position, code=code, name=code, level=level, days=3)
        for position, code, level in steps
    )
    return made


def picture(
    colour: str = "navy", kind: str = "PNG", *, size: tuple[int, int] = (64, 48), **saved: Any
) -> "ContentFile[bytes]":
    """A picture file, small unless told."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **saved)
    return ContentFile(out.getvalue(), name=f"picture.{kind.lower()}")


def visit(of: Household, **fields: Any) -> Visit:
    """A follow-up visit of today, with nothing changed."""
    defaults: dict[str, Any] = {
        "id": uuid.uuid4(),
        "division": of.division,
        "source": of.source,
        "purpose": "follow_up",
        "by": fields.get("by") or user(),
        "answers": {"people": "unchanged"},
    }
    return Visit.objects.create(household=of, **(defaults | fields))


def visit_due(of: Household, **fields: Any) -> VisitDue:
    """Due this month."""
    today = timezone.localdate()
    defaults: dict[str, Any] = {
        "division": of.division,
        "kind": "watched",
        "groups": ["watched"],
        "starts": today.replace(day=1),
        "due_on": today.replace(day=28) if today.day <= 28 else today,
    }
    return VisitDue.objects.create(household=of, **(defaults | fields))


def office(department: str, division: str = PINGSHAN) -> User:
    """Somebody at the office of that department."""
    made = user("department", division)
    made.posts.update(department=department)
    return made


def task(of: Household, kind: str = "appraise-house", **fields: Any) -> Task:
    """A task about the household that its village gave today."""
    chosen = TaskKind.objects.get(code=kind)
    by = fields.pop("by", None) or user("village", of.division_id)
    made = give_task(chosen, of.division, by=by, asked="墙体开裂，请鉴定", household=of)
    Task.objects.filter(pk=made.pk).update(**fields)
    made.refresh_from_db()
    return made


def record(of: Household, feed: str = "medical-costs", **fields: Any) -> Record:
    """A current record about the household, as its push told it."""
    push = Push.objects.create(feed=feed, by=user(), division_code=of.division_id[:6] + "000000")
    defaults: dict[str, Any] = {
        "row": 1, "state": "matched", "subject": f"{of.code}{next(_numbers)}".encode(),
        "name": of.head_name, "same": "2026-10", "starts": date(2026, 10, 1),
        "data": {"month": "2026-10", "own_burden": "3260.50"},
        "division_code": of.division_id, "household": of,
    }  # fmt: skip
    return Record.objects.create(push=push, feed=feed, **(defaults | fields))


def engagement(of: Household, **fields: Any) -> Engagement:
    """Somebody of the household in a post of its own."""
    position = Position.objects.create(
        division_id=of.division_id, kind="cleaning", name=f"{of}保洁岗", need="保洁", places=1,
        allowance=Decimal(500), state="planned", applied_by=user(),
    )  # fmt: skip
    year = timezone.localdate().year
    given: dict[str, Any] = {
        "by": user("township", f"{of.division_id[:9]}000"), "agreement": "协议1号",
        "starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31),
        "insured_until": date(year, 12, 31),
    }  # fmt: skip
    return posts.engage(position, member(of, birth_date=date(1980, 5, 1)), **(given | fields))


def enrolment(of: Household, **fields: Any) -> Enrolment:
    """At a vocational school since September 2025, under the rain and dew plan."""
    Household.objects.filter(pk=of.pk).update(household_type="脱贫户")
    of.refresh_from_db()
    said: dict[str, Any] = {
        "by": user("township", f"{of.division_id[:9]}000"), "programme": "rain-dew",
        "school": "平山县职教中心", "starts_on": date(2025, 9, 1), "ends_on": date(2028, 6, 30),
    }  # fmt: skip
    student = fields.pop("member", None) or member(of, school_stage="中职一年级")
    return enrol(student, **(said | fields))


def student_without_aid(of: Household) -> Member:
    Household.objects.filter(pk=of.pk).update(household_type="脱贫户")
    return member(of, school_stage="中职一年级")


def work(of: Household, **fields: Any) -> Work:
    """This month, of a new member of the household."""
    said: dict[str, Any] = {
        "household": of, "division": of.division, "month": timezone.localdate().replace(day=1),
        "area": "乡外县内", "employer": "某公司", "by": user(),
    }  # fmt: skip
    person = fields.pop("member", None) or member(of, labour="普通劳动力")
    return Work.objects.create(member=person, **(said | fields))


def without_job(of: Household) -> Member:
    """The one able member of a relocated household, without work."""
    Household.objects.filter(pk=of.pk).update(relocated=True, household_type="脱贫户")
    return member(of, labour="普通劳动力")


def loan(of: Household, **fields: Any) -> Loan:
    """30,000 yuan for two years since a month ago, to a new member of the household."""
    today = timezone.localdate()
    said: dict[str, Any] = {
        "by": user("county", f"{of.division_id[:6]}000000"), "bank": "农商行",
        "contract": f"借字{next(_numbers)}号", "use": "breeding", "purpose": "养羊",
        "amount": Decimal(30000), "rate": Decimal("3.45"),
        "starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=700),
    }  # fmt: skip
    Household.objects.filter(pk=of.pk).update(household_type="脱贫户")
    of.refresh_from_db()
    return lend(fields.pop("member", None) or member(of), **(said | fields))


def award(of: Household, code: str = "temporary-aid", **fields: Any) -> Award:
    """A measure given since the first of the year."""
    given = {"starts_on": timezone.localdate().replace(month=1, day=1), "origin": "plan"} | fields
    measure = Measure.objects.get(code=code)
    return Award.objects.create(measure=measure, household=of, division=of.division, **given)


def delivery(of: Award, amount: str = "500.00", **fields: Any) -> Delivery:
    """Money that reached the household today."""
    today = timezone.localdate()
    given = {"starts_on": today, "ends_on": today, "paid_on": today, "state": "paid"} | fields
    return Delivery.objects.create(
        award=of, measure=of.measure, household=of.household, member=of.member,
        division=of.division, amount=Decimal(amount), **given,
    )  # fmt: skip


def department_client(division: str = PINGSHAN, **fields: Any) -> Client:
    """A program of a department that may do everything from everywhere, but read no field."""
    made, _secret = department_client_and_secret(division, **fields)
    return made


def department_client_and_secret(division: str = PINGSHAN, **fields: Any) -> tuple[Client, str]:
    defaults: dict[str, Any] = {
        "name": f"接口{next(_numbers)}",
        "department": "医保局",
        "purpose": "每月推送个人自付医疗费用",
        "legal_basis": "冀防返贫办〔2026〕5号",
        "scopes": list(Scope),
        "addresses": ["0.0.0.0/0"],
        "per_minute": 1000,
        "expires_on": timezone.localdate() + timedelta(days=365),
    }
    chosen = defaults | fields
    if Scope.FEEDS_WRITE in chosen["scopes"]:
        chosen.setdefault("feeds", list(offers.feeds))
    role = "city" if division == CITY else "county"
    where = Division.objects.get(code=division)
    return clients.make(by=user(role, division), division=where, **chosen)


def bearer(of: Client, *scopes: str, minutes: int = 30) -> dict[str, str]:
    """The header of a call: a token for `scopes`, or for all that the client may."""
    brought = secrets.token_urlsafe()
    token = AccessToken(
        application=of.application,
        expires=timezone.now() + timedelta(minutes=minutes),
        scope=" ".join(scopes or of.scopes),
    )
    set_token_value(token, brought)
    token.save()
    return {"Authorization": f"Bearer {brought}"}
