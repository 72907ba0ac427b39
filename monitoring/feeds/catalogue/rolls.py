"""Who is on which roll of assistance in a month, and what they are paid (domain.md 9)."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.departments import Department
from monitoring.feeds.catalogue.common import MONTH, MONTHLY
from monitoring.feeds.catalogue.schema import PERSON, Entity, Feed, Field, Kind, Lasts, Update

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

STATUSES = ON_ROLL, OFF_ROLL = "在册", "退出"
LOW_INCOME, EXTREME = "低保", "特困"
# Whoever leaves one of the first two for another of these is still covered.
ROLLS = (LOW_INCOME, EXTREME, "低保边缘", "刚性支出困难", "孤儿", "事实无人抚养儿童")
BESIDE = (
    "临时救助", "困难残疾人生活补贴", "重度残疾人护理补贴", "留守儿童", "购买照料服务",
)  # fmt: skip

STATUS = Field("status", _("Status"), Kind.CHOICE, ON_ROLL, choices=STATUSES)
PAID = Field("amount", _("Paid this month"), Kind.MONEY, "480.00", required=False)
REASON = Field(
    "reason", _("Why they left or the amount changed"), Kind.TEXT, "", required=False, most=200
)
# Of the two rolls of civil affairs that are reckoned from income, and of care.
RECKONED = (
    Field(
        "entry", _("Taken in as"), Kind.CHOICE, "整户", required=False,
        choices=("整户", "单人户", "渐退期"),
    ),
    Field(
        "exit_until", _("Gradual exit until"), Kind.DATE, "2027-04-30", required=False, ahead=True
    ),
    Field("deducted", _("Rigid spending deducted"), Kind.MONEY, "6000.00", required=False),
    Field("work_cost", _("Necessary employment cost deducted"), Kind.MONEY, "1200.00",
        required=False),
    Field("left_out", _("Supporters not counted among the applicants"), Kind.COUNT, "1",
        required=False, most=20),
    Field(
        "keeping", _("Supported at"), Kind.CHOICE, "分散供养", required=False,
        choices=("分散供养", "集中供养"),
    ),
    Field(
        "care", _("Able to look after themselves"), Kind.CHOICE, "全自理", required=False,
        choices=("全自理", "半护理", "全护理"),
    ),
    Field("bed", _("Nursing bed"), Kind.TEXT, "县供养中心 3-12", required=False, most=60),
)  # fmt: skip


def _on_roll(column: str, roll: str) -> Update:
    on = f"d ->> 'status' = '{ON_ROLL}'"
    return Update(Entity.MEMBER, column, on, f"d ->> 'roll' = '{roll}'")


def _feed(
    code: str,
    label: "Text",
    department: Department,
    rolls: tuple[str, ...],
    more: tuple[Field, ...] = (),
    updates: tuple[Update, ...] = (),
    indicators: tuple[str, ...] = (),
) -> Feed:
    roll = Field("roll", _("Roll"), Kind.CHOICE, rolls[0], choices=rolls)
    return Feed(
        code, label, PERSON, (MONTH, roll, STATUS, PAID, REASON, *more),
        department=department, same=("roll", "month"), topic="roll", starts="month",
        lasts=Lasts.WINDOW, window="roll_window", every=MONTHLY, updates=updates,
        indicators=indicators,
    )  # fmt: skip


FEEDS = (
    _feed(
        "assistance-rolls", _("Social assistance rolls"), Department.CIVIL_AFFAIRS,
        ROLLS + BESIDE, RECKONED,
        updates=(
            _on_roll("low_income_allowance", LOW_INCOME),
            _on_roll("extreme_poverty_support", EXTREME),
        ),
        indicators=("all_covered", "dropped_from_allowance"),
    ),
    _feed(
        "pension-rolls", _("Pension premiums paid on behalf"), Department.LABOUR,
        ("代缴养老保险",),
    ),
    _feed(
        "premium-rolls", _("Medical premiums aided"), Department.HEALTH_INSURANCE,
        ("全额资助参保", "参保缴费补贴"),
    ),
    _feed(
        "disability-rolls", _("Rehabilitation and care of the disabled"), Department.DISABLED,
        ("残疾儿童康复", "残疾人照护托养"),
    ),
)  # fmt: skip
