"""What is told of persons: health, school, disability."""

from django.utils.translation import gettext_lazy as _

from accounts.departments import Department
from monitoring.feeds.catalogue.common import (
    EVERY_10_DAYS,
    MONTH,
    MONTHLY,
    SCHOOL_YEAR,
    YEAR,
    YEARLY,
    given,
)
from monitoring.feeds.catalogue.schema import PERSON, Entity, Feed, Field, Kind, Lasts, Update
from monitoring.registry.choices import (
    DisabilityGrade,
    DisabilityType,
    OutOfSchoolReason,
    SchoolStage,
)

AT_SCHOOL, DROPPED_OUT, PERHAPS = "在校", "辍学", "疑似辍学"

FEEDS = (
    Feed(
        "medical-costs", _("Medical costs"), PERSON,
        (
            MONTH,
            Field("own_burden", _("Own burden after all reimbursements"), Kind.MONEY, "3260.50"),
            Field("total", _("Total cost"), Kind.MONEY, "18000.00", required=False),
        ),
        department=Department.HEALTH_INSURANCE,
        same=("month",), starts="month", lasts=Lasts.CALENDAR_YEAR, every=EVERY_10_DAYS,
        indicators=("medical_burden",),
    ),
    Feed(
        "insurance-enrolment", _("Insurance enrolment"), PERSON,
        (
            YEAR,
            Field("resident", _("Resident medical insurance"), Kind.YES_NO, "是"),
            Field("employee", _("Employee medical insurance"), Kind.YES_NO, "否"),
        ),
        department=Department.HEALTH_INSURANCE,
        same=("year",), starts="year", lasts=Lasts.ALWAYS, every=MONTHLY,
        updates=(
            given(Entity.MEMBER, "resident_insurance", "resident", "boolean"),
            given(Entity.MEMBER, "employee_insurance", "employee", "boolean"),
        ),
        indicators=("uninsured",),
    ),
    Feed(
        "school-status", _("School status and drop-outs"), PERSON,
        (
            SCHOOL_YEAR,
            Field(
                "status", _("Status"), Kind.CHOICE, AT_SCHOOL,
                choices=(AT_SCHOOL, DROPPED_OUT, PERHAPS, "休学", "送教上门", "延缓入学", "毕业"),
            ),
            Field(
                "stage", _("School stage"), Kind.CHOICE, "七年级", required=False,
                choices=tuple(SchoolStage.values),
            ),
            Field(
                "reason", _("Reason for being out of school"), Kind.CHOICE, "厌学", required=False,
                choices=tuple(OutOfSchoolReason.values),
            ),
            Field("school", _("School"), Kind.TEXT, "平山中学", required=False),
        ),
        department=Department.EDUCATION,
        same=("school_year",), starts="school_year", lasts=Lasts.SCHOOL_YEAR, every=MONTHLY,
        updates=(
            given(Entity.MEMBER, "school_stage", "stage"),
            given(Entity.MEMBER, "school_year", "school_year", "smallint"),
            given(Entity.MEMBER, "out_of_school_reason", "reason"),
        ),
        indicators=("dropout", "school_dropout_told"),
    ),
    Feed(
        "education-costs", _("Education costs"), PERSON,
        (
            SCHOOL_YEAR,
            Field("own_cost", _("Own cost, fees less aid"), Kind.MONEY, "12000.00"),
        ),
        department=Department.EDUCATION,
        same=("school_year",), starts="school_year", lasts=Lasts.SCHOOL_YEAR, every=YEARLY,
        indicators=("education_cost",),
    ),
    Feed(
        "disability-certificates", _("Disability certificates"), PERSON,
        (
            Field("issued_on", _("Issued on"), Kind.DATE, "2026-05-20"),
            Field(
                "disability", _("Kind of disability"), Kind.CHOICE, "肢体",
                choices=tuple(DisabilityType.values),
            ),
            Field(
                "grade", _("Disability grade"), Kind.CHOICE, "二级",
                choices=tuple(DisabilityGrade.values),
            ),
        ),
        department=Department.DISABLED,
        same=("issued_on",), starts="issued_on", lasts=Lasts.WINDOW, window="disability_window",
        every=MONTHLY,
        updates=(
            given(Entity.MEMBER, "disability_type", "disability"),
            given(Entity.MEMBER, "disability_grade", "grade"),
            Update(Entity.MEMBER, "disability_year", "left(d ->> 'issued_on', 4)::smallint"),
        ),
        indicators=("severe_disability", "newly_disabled"),
    ),
)  # fmt: skip
