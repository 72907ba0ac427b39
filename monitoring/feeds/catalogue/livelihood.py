"""What is told of houses, water, events, work and debts."""

from django.utils.translation import gettext_lazy as _

from accounts.departments import Department
from monitoring.feeds.catalogue.common import (
    EVERY_TERM,
    HAPPENED_ON,
    MONTH,
    MONTHLY,
    NOTE,
    YEAR,
    YEARLY,
    given,
)
from monitoring.feeds.catalogue.schema import (
    PERSON,
    VILLAGE,
    Entity,
    Feed,
    Field,
    Kind,
    Lasts,
    Update,
)
from monitoring.registry.choices import HouseGrade

DISASTERS = ("洪涝", "地质", "旱灾", "生物", "气象", "地震", "其他")

FEEDS = (
    Feed(
        "housing-appraisals", _("Housing appraisals"), PERSON,
        (
            Field("appraised_on", _("Appraised on"), Kind.DATE, "2026-04-12"),
            Field("grade", _("House grade"), Kind.CHOICE, "C", choices=tuple(HouseGrade.values)),
        ),
        department=Department.HOUSING,
        same=("appraised_on",), starts="appraised_on", lasts=Lasts.ALWAYS, every=EVERY_TERM,
        updates=(
            given(Entity.CONDITIONS, "house_grade", "grade"),
            Update(Entity.CONDITIONS, "dangerous_house", "d ->> 'grade' IN ('C', 'D')"),
        ),
        indicators=("unsafe_house",),
    ),
    Feed(
        "water-supply", _("Water supply events"), (VILLAGE,),
        (
            YEAR,
            Field("stoppage_days", _("Days without water this year"), Kind.COUNT, "12", most=366),
            Field(
                "quality", _("Water quality"), Kind.CHOICE, "合格", required=False,
                choices=("合格", "不合格"),
            ),
            NOTE,
        ),
        department=Department.WATER,
        same=("year",), starts="year", lasts=Lasts.CALENDAR_YEAR, every=MONTHLY,
        indicators=("water_stoppage_days",),
    ),
    Feed(
        "village-disasters", _("Disasters of a village"), (VILLAGE,),
        (
            HAPPENED_ON,
            Field("disaster", _("Kind of disaster"), Kind.CHOICE, "洪涝", choices=DISASTERS),
            NOTE,
        ),
        department=Department.EMERGENCY,
        same=("happened_on", "disaster"), starts="happened_on", lasts=Lasts.WINDOW,
        window="event_window", every=YEARLY, indicators=("disaster",),
    ),
    Feed(
        "disasters", _("Disasters of households"), PERSON,
        (
            HAPPENED_ON,
            Field("disaster", _("Kind of disaster"), Kind.CHOICE, "气象", choices=DISASTERS),
            Field("loss", _("Loss"), Kind.MONEY, "8000.00", required=False),
        ),
        department=Department.EMERGENCY,
        same=("happened_on", "disaster"), starts="happened_on", lasts=Lasts.WINDOW,
        window="event_window", every=YEARLY, indicators=("disaster",),
    ),
    Feed(
        "accidents", _("Accidents"), PERSON,
        (
            HAPPENED_ON,
            Field(
                "accident", _("Kind of accident"), Kind.CHOICE, "交通事故",
                choices=("交通事故", "生产事故", "火灾", "溺水", "其他"),
            ),
        ),
        department=Department.POLICE,
        same=("happened_on", "accident"), starts="happened_on", lasts=Lasts.WINDOW,
        window="event_window", every=MONTHLY, indicators=("accident",),
    ),
    Feed(
        "work", _("Work and loss of work"), PERSON,
        (
            MONTH,
            Field("status", _("Status"), Kind.CHOICE, "失业", choices=("在岗", "失业")),
            Field("place", _("Place of work"), Kind.TEXT, "石家庄市", required=False, most=60),
            Field("employer", _("Employer"), Kind.TEXT, "", required=False),
        ),
        department=Department.LABOUR,
        same=("month",), starts="month", lasts=Lasts.WINDOW, window="work_window", every=MONTHLY,
        indicators=("lost_work",),
    ),
    Feed(
        "overdue-loans", _("Overdue loans"), PERSON,
        (
            MONTH,
            Field("overdue", _("Overdue amount"), Kind.MONEY, "20000.00"),
            Field("days", _("Days overdue"), Kind.COUNT, "45", most=9999),
        ),
        department=Department.FINANCE_REGULATION,
        same=("month",), starts="month", lasts=Lasts.WINDOW, window="loan_window", every=MONTHLY,
        indicators=("overdue_loan",),
    ),
)  # fmt: skip
