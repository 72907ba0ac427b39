"""What other registers say: police, holdings, the poverty census, the platforms."""

from django.utils.translation import gettext_lazy as _

from accounts.departments import Department
from monitoring.feeds.catalogue.common import EVERY_TERM, HAPPENED_ON, MONTHLY, given
from monitoring.feeds.catalogue.schema import PERSON, Entity, Feed, Field, Kind, Lasts, Update

FEEDS = (
    Feed(
        "household-changes", _("Household changes"), PERSON,
        (
            HAPPENED_ON,
            Field("change", _("Change"), Kind.CHOICE, "死亡", choices=("死亡", "迁出", "婚出")),
        ),
        department=Department.POLICE,
        same=("change",), starts="happened_on", lasts=Lasts.ALWAYS, every=MONTHLY,
        updates=(
            Update(
                Entity.MEMBER, "status",
                "CASE d ->> 'change' WHEN '死亡' THEN 'deceased' WHEN '婚出' THEN 'married_out' "
                "ELSE 'moved_out' END",
                asks=True,  # who belongs to a household, its people say
            ),
        ),
    ),
    Feed(
        "vehicles-businesses", _("Vehicles and businesses, for comparison only"),
        PERSON,
        (
            Field("since", _("Since"), Kind.DATE, "2025-07-01"),
            Field(
                "holding", _("What is held"), Kind.CHOICE, "机动车",
                choices=("机动车", "农机具", "工商登记", "不动产"),
            ),
            Field("detail", _("Detail"), Kind.TEXT, "小型轿车", required=False),
        ),
        department=Department.POLICE,
        same=("since", "holding", "detail"), starts="since", lasts=Lasts.ALWAYS, every=EVERY_TERM,
    ),
    Feed(
        "poverty-census", _("National census of poverty relief (baseline)"),
        PERSON,
        (
            Field("year", _("Year"), Kind.YEAR, "2020"),
            Field("house_safe", _("Safe house"), Kind.YES_NO, "是", required=False),
            Field("water_safe", _("Safe drinking water"), Kind.YES_NO, "是", required=False),
            Field("insured", _("Resident medical insurance"), Kind.YES_NO, "是", required=False),
        ),
        department=Department.STATISTICS,
        same=("year",), starts="year", lasts=Lasts.ALWAYS, every=3660,
        updates=(
            Update(
                Entity.CONDITIONS, "dangerous_house", "NOT (d ->> 'house_safe')::boolean",
                "d ->> 'house_safe' IS NOT NULL",
            ),
            given(Entity.CONDITIONS, "safe_water", "water_safe", "boolean"),
            given(Entity.MEMBER, "resident_insurance", "insured", "boolean"),
        ),
    ),
    Feed(
        "platform-warnings", _("Warnings of the provincial and national platforms"),
        PERSON,
        (
            Field("warned_on", _("Warned on"), Kind.DATE, "2026-11-05"),
            Field("warning", _("Warning"), Kind.TEXT, "医疗费用自付过高"),
            Field("number", _("Number on the platform"), Kind.TEXT, "", required=False),
        ),
        department=Department.PLATFORM,
        same=("warned_on", "warning", "number"), starts="warned_on", lasts=Lasts.WINDOW,
        window="warning_window", every=MONTHLY, indicators=("platform_warning",),
    ),
)  # fmt: skip
