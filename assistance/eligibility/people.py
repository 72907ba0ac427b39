"""What the terms of a measure may ask of one person, each declared once: name, SQL, words.

The columns of the table are made from these declarations (models.py), its rows by refresh.py. The
SQL reads the member `p` and its household `h`, with the days of indicators/expressions.py, and
yields NULL for "missing".
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from monitoring.criteria.wording import WORDS, Words
from monitoring.indicators import expressions as rule
from monitoring.indicators.catalogue import INDICATORS, PERSONAL, Indicator, Kind
from monitoring.registry.choices import Health, SchoolStage

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

PERSON = _("The person")
VOCATIONAL = [
    stage
    for stage in SchoolStage
    if stage.name.startswith(("VOCATIONAL", "HIGHER_VOCATIONAL", "TECHNICIAN"))
]
DISABLED = f"""CASE WHEN p.disability_grade IS NOT NULL THEN true
    WHEN {rule.HEALTH_FILLED} THEN '{Health.DISABLED}' = ANY (p.health) END"""
CHRONIC = f"CASE WHEN {rule.HEALTH_FILLED} THEN '{Health.CHRONIC}' = ANY (p.health) END"
AT_WORK = f"""CASE WHEN p.work_months IS NOT NULL OR p.public_post_months IS NOT NULL
    THEN {rule.AT_WORK} END"""


def _person(code: str, label: "Text", sql: str, yes: "Text", no: "Text") -> tuple[Indicator, Words]:
    return Indicator(code, label, Kind.BOOLEAN, PERSON, sql=sql), Words(yes, no)


AGE = Indicator(
    "person_age", _("Age of the person"), Kind.YEARS, PERSON, unit=_("years"),
    sql="extract(year FROM age(%(today)s::date, p.birth_date))::smallint",
)  # fmt: skip
SAID = (
    _person(
        "person_low_income", _("The person receives 低保"), "p.low_income_allowance",
        _("the person receives 低保"), _("the person does not receive 低保"),
    ),
    _person(
        "person_extreme_poverty", _("The person receives 特困"), "p.extreme_poverty_support",
        _("the person receives 特困"), _("the person does not receive 特困"),
    ),
    _person(
        "person_disabled", _("The person is disabled"), DISABLED,
        _("the person is disabled"), _("the person is not disabled"),
    ),
    _person(
        "person_severely_disabled", _("The person is severely disabled"), rule.SEVERE_DISABILITY,
        _("the person is severely disabled (grade 1 or 2)"),
        _("the person is not severely disabled"),
    ),
    _person(
        "person_serious_illness", _("The person is seriously ill"), rule.SERIOUS_ILLNESS,
        _("the person is seriously ill"), _("the person is not seriously ill"),
    ),
    _person(
        "person_chronic", _("The person has a chronic disease"), CHRONIC,
        _("the person has a chronic disease"), _("the person has no chronic disease"),
    ),
    _person(
        "person_uninsured", _("The person has no basic medical insurance"), rule.UNINSURED,
        _("the person has no basic medical insurance"),
        _("the person has basic medical insurance"),
    ),
    _person(
        "person_medical_assistance", _("The person receives medical assistance"),
        "p.medical_assistance",
        _("the person receives medical assistance"),
        _("the person receives no medical assistance"),
    ),
    _person(
        "person_at_school", _("The person is at school"), rule.AT_SCHOOL,
        _("the person is at school"), _("the person is not at school"),
    ),
    _person(
        "person_vocational_student", _("The person is a vocational student"),
        rule.one_of("p.school_stage", *VOCATIONAL),
        _("the person attends a vocational or technician school"),
        _("the person attends no vocational or technician school"),
    ),
    _person(
        "person_dropout", _("The person is of school age and out of school"), rule.DROPOUT,
        _("the person is of school age and out of school"),
        _("the person is not of school age, or at school"),
    ),
    _person(
        "person_able_to_work", _("The person is able to work"), rule.HAS_LABOUR,
        _("the person is able to work"), _("the person is not able to work"),
    ),
    _person(
        "person_at_work", _("The person is at work"), AT_WORK,
        _("the person is working"), _("the person is not working"),
    ),
    _person(
        "person_in_public_post", _("The person holds a public-interest post"),
        "p.public_post_months > 0",
        _("the person holds a public-interest post"),
        _("the person holds no public-interest post"),
    ),
)  # fmt: skip
OF_PERSON = (AGE, *(indicator for indicator, _words in SAID))
# What terms ask most of the household, kept with each person too: where they ask no more of it,
# nobody's household need be looked for.
OF_HOME = tuple(INDICATORS[code] for code in ("ex_poor", "monitored", "watched"))
KEPT = (*OF_PERSON, *OF_HOME)


def declare() -> None:
    """Have the grammar know them; once, as the application starts."""
    PERSONAL.update({each.code: each for each in OF_PERSON})
    WORDS.update({indicator.code: words for indicator, words in SAID})
