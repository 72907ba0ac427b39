"""What assistance tells the slices below, and its parts each other; called once as it starts.

Each line is an upward need met by a plain list (docs/architecture.md).
"""

from django.utils.translation import gettext_lazy as _

from accounts import scope
from assistance.awards import changed, told
from assistance.awards.models import Award
from assistance.catalogue import shipped
from assistance.catalogue.scope import terms_seen
from assistance.deliveries import told as reached
from assistance.deliveries.lists import DELIVERIES
from assistance.deliveries.models import Delivery
from assistance.deliveries.payments import waiting as payments_waiting
from assistance.deliveries.payments.lists import PAYMENT_LISTS
from assistance.deliveries.reports.shape import CODE
from assistance.deliveries.reports.workbook import Deliveries
from assistance.deliveries.scope import own_payments, own_workbooks
from assistance.duties import limits as help_limits
from assistance.duties import panels as due
from assistance.duties import refresh as duties
from assistance.duties import waiting as due_help
from assistance.duties.lists import DUTIES
from assistance.duties.models import Duty
from assistance.effect import refresh as effect
from assistance.effect.figures import PLACES
from assistance.effect.lists import EFFECTS
from assistance.effect.models import HelpEffect
from assistance.eligibility import people
from assistance.eligibility import waiting as findings_waiting
from assistance.eligibility.lists import FINDINGS
from assistance.eligibility.models import Finding
from assistance.eligibility.scope import findings_of_department
from assistance.funds.lists import FUNDS
from assistance.indicators import beside
from assistance.indicators import refresh as indicators
from assistance.plans import actions as plans
from assistance.plans import panels, waiting
from assistance.plans import told as planned
from assistance.plans.in_place import MEASURES
from assistance.plans.lists import PLANS
from assistance.plans.models import Plan
from assistance.schemes.credit import overdue
from assistance.schemes.credit import panels as credit
from assistance.schemes.credit import waiting as loans_due
from assistance.schemes.credit.limits import CREDIT
from assistance.schemes.credit.lists import LOANS
from assistance.schemes.credit.models import CreditLine, Loan
from assistance.schemes.employment import panels as employment
from assistance.schemes.employment import waiting as jobless
from assistance.schemes.employment.limits import COST
from assistance.schemes.employment.lists import JOBLESS, WORK
from assistance.schemes.employment.models import Work
from assistance.schemes.employment.scope import offers_around
from assistance.schemes.helpers.figures import GIVERS, LOADS
from assistance.schemes.helpers.limits import HOUSEHOLDS
from assistance.schemes.insurance import panels as claim_panels
from assistance.schemes.insurance import waiting as waiting_claims
from assistance.schemes.insurance.lists import CLAIMS
from assistance.schemes.insurance.models import Claim
from assistance.schemes.insurance.parameters import INSURANCE
from assistance.schemes.limits import actions as scheme_limits
from assistance.schemes.limits import declared as limits
from assistance.schemes.lowincome.parameters import LOW_INCOME
from assistance.schemes.medical.parameters import MEDICAL
from assistance.schemes.posts import limits as post_ages
from assistance.schemes.posts import waiting as posts_waiting
from assistance.schemes.posts.lists import ENGAGEMENTS, POSITIONS
from assistance.schemes.posts.models import Engagement
from assistance.schemes.rolls import actions as rolls
from assistance.schemes.rolls import panels as roll_panels
from assistance.schemes.rolls import shipped as shipped_rolls
from assistance.schemes.rolls import waiting as waiting_rolls
from assistance.schemes.rolls.lists import DIFFERENCES, ENTRIES
from assistance.schemes.rolls.models import RollDifference
from assistance.schemes.rolls.scope import rolls_of_department
from assistance.schemes.students.lists import STUDENTS, WITHOUT
from assistance.schemes.students.models import Enrolment
from monitoring.cases.casework import clocks, following, outcomes
from monitoring.cases.casework import panels as casework
from monitoring.cases.desk import nightly, todo
from monitoring.cases.ending.conditions import preconditions
from monitoring.cases.papers import composing
from monitoring.feeds.workbooks import intakes
from monitoring.indicators import wide
from monitoring.jobs import kinds
from monitoring.lists import declared as lists
from monitoring.lists import figures
from monitoring.registry import changed as households
from monitoring.registry import measures
from monitoring.registry import panels as registry

FOLLOWERS = (
    Award, Delivery, Duty, Engagement, Finding, HelpEffect, Plan, RollDifference, CreditLine, Loan,
    Enrolment, Work, Claim,
)  # fmt: skip
RULES = (
    own_payments, own_workbooks, findings_of_department, terms_seen, rolls_of_department,
    offers_around,
)  # fmt: skip
JOBS = {
    "effect.measure": _("What help did, counted"),
    "duties.clocks": _("Late help escalated"),
    "entitlement.compare": _("Who is entitled compared with who receives"),
    "entitlement.monthly": _("Findings handed to departments, every month"),
    "rolls.compare": _("Rolls of assistance compared with the month before"),
}
TASKS = ("duties", "effect", "eligibility", "schemes.rolls")


def declare() -> None:
    people.declare()
    wide.register(beside.TABLE)
    wide.register(overdue.BESIDE)
    limits.declare(*CREDIT, HOUSEHOLDS, COST, *LOW_INCOME, *MEDICAL, *INSURANCE)
    lists.declare(
        FUNDS, PAYMENT_LISTS, DELIVERIES, POSITIONS, ENGAGEMENTS, FINDINGS, PLANS, DUTIES, ENTRIES,
        DIFFERENCES, EFFECTS, LOANS, CLAIMS, STUDENTS, WITHOUT, WORK, JOBLESS,
    )  # fmt: skip
    figures.declare(PLACES, LOADS, GIVERS)
    for rule in RULES:
        scope.register(rule)
    following.followers += FOLLOWERS
    intakes.further[CODE] = Deliveries()
    preconditions.append(MEASURES)
    measures.tellers.append(told.given)
    composing.tellers += [reached.timeline, planned.timeline]
    nightly.JOBS |= JOBS
    kinds.MODULES += [f"assistance.{part}.tasks" for part in TASKS]
    _listen()
    _show()


def _listen() -> None:
    changed.listeners += [duties.follow, effect.follow, indicators.ROWS.follow, overdue.ROWS.follow]
    for follow in (plans.close_with, duties.follow_case, effect.follow_case):
        outcomes.listen(follow)
    clocks.green_listeners.append(duties.follow_green)
    households.listen(rolls.follow)


def _show() -> None:
    """In the order in which they stand on the page."""
    registry.household_panels += [
        due.of_household, panels.of_household, roll_panels.of_household, credit.of_household,
        claim_panels.of_household, employment.of_household,
    ]  # fmt: skip
    casework.case_panels += [due.of_case, panels.of_case]
    todo.sources += [
        due_help.groups, waiting.groups, waiting_rolls.groups, loans_due.groups,
        waiting_claims.groups, jobless.groups, posts_waiting.groups,
        payments_waiting.groups, findings_waiting.groups,
    ]  # fmt: skip


def install() -> None:
    """Put the measures that ship with the application in force, once."""
    shipped.install()
    post_ages.install()
    shipped_rolls.install()
    help_limits.install()
    scheme_limits.install()
