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
from assistance.effect.lists import EFFECTS
from assistance.effect.models import HelpEffect
from assistance.eligibility import people
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
from assistance.schemes.credit import limits as credit_limits
from assistance.schemes.credit import panels as credit
from assistance.schemes.credit import waiting as loans_due
from assistance.schemes.credit.lists import LOANS
from assistance.schemes.credit.models import CreditLine, Loan
from assistance.schemes.employment import limits as employment_limits
from assistance.schemes.employment import panels as employment
from assistance.schemes.employment import waiting as jobless
from assistance.schemes.employment.lists import JOBLESS, WORK
from assistance.schemes.employment.models import Work
from assistance.schemes.helpers import limits as helper_limits
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
from monitoring.registry import changed as households
from monitoring.registry import measures
from monitoring.registry import panels as registry


def declare() -> None:
    people.declare()
    credit_limits.declare()
    helper_limits.declare()
    employment_limits.declare()
    following.followers += [Award, Delivery, Duty, Engagement, Finding, HelpEffect, Plan]
    following.followers += [RollDifference]
    following.followers += [CreditLine, Loan]
    following.followers += [Enrolment, Work]
    outcomes.listen(plans.close_with)
    outcomes.listen(duties.follow_case)
    outcomes.listen(effect.follow_case)
    clocks.green_listeners.append(duties.follow_green)
    changed.listeners += [duties.follow, effect.follow, indicators.follow]
    wide.register(beside.TABLE)
    registry.household_panels.extend([due.of_household, panels.of_household])
    registry.household_panels.append(roll_panels.of_household)
    registry.household_panels.append(credit.of_household)
    casework.case_panels.extend([due.of_case, panels.of_case])
    todo.sources += [due_help.groups, waiting.groups]
    todo.sources.append(waiting_rolls.groups)
    todo.sources.append(loans_due.groups)
    nightly.JOBS["effect.measure"] = _("What help did, counted")
    nightly.JOBS["duties.clocks"] = _("Late help escalated")
    nightly.JOBS["entitlement.compare"] = _("Who is entitled compared with who receives")
    nightly.JOBS["entitlement.monthly"] = _("Findings handed to departments, every month")
    nightly.JOBS["rolls.compare"] = _("Rolls of assistance compared with the month before")
    scope.register(own_payments)
    scope.register(own_workbooks)
    intakes.further[CODE] = Deliveries()
    scope.register(findings_of_department)
    scope.register(terms_seen)
    scope.register(rolls_of_department)
    households.listen(rolls.follow)
    kinds.MODULES.append("assistance.schemes.rolls.tasks")
    lists.declare(FUNDS, PAYMENT_LISTS, DELIVERIES, POSITIONS, ENGAGEMENTS, FINDINGS, PLANS, DUTIES)
    lists.declare(ENTRIES, DIFFERENCES)
    lists.declare(EFFECTS)
    lists.declare(LOANS)
    lists.declare(CLAIMS)
    limits.declare(*LOW_INCOME, *MEDICAL, *INSURANCE)
    registry.household_panels.append(claim_panels.of_household)
    todo.sources.append(waiting_claims.groups)
    following.followers.append(Claim)
    lists.declare(STUDENTS, WITHOUT)
    lists.declare(WORK, JOBLESS)
    registry.household_panels.append(employment.of_household)
    todo.sources.append(jobless.groups)
    measures.tellers.append(told.given)
    preconditions.append(MEASURES)
    composing.tellers += [reached.timeline, planned.timeline]


def install() -> None:
    """Put the measures that ship with the application in force, once."""
    shipped.install()
    post_ages.install()
    shipped_rolls.install()
    help_limits.install()
    scheme_limits.install()
