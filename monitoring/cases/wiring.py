"""What the parts of casework tell each other and the slices below; called once by the application.

Each line is an upward need met by a plain list (docs/architecture.md).
"""

from accounts import proofs
from monitoring.cases.assessment import evidence as assessment
from monitoring.cases.assessment import panels as assessed
from monitoring.cases.assessment.lists import NATIONAL
from monitoring.cases.casework import following, identification, outcomes, proof
from monitoring.cases.casework import panels as casework
from monitoring.cases.casework.lists import CASES, REVIEW
from monitoring.cases.clues import endings as clues
from monitoring.cases.clues import filling
from monitoring.cases.clues import shipped as judgement_limits
from monitoring.cases.clues.figures import QUEUES
from monitoring.cases.clues.lists import CLUES
from monitoring.cases.clues.models import Clue
from monitoring.cases.clues.reports import endings as reports
from monitoring.cases.clues.reports import panel as told
from monitoring.cases.clues.reports.lists import REPORTS
from monitoring.cases.clues.reports.models import Report
from monitoring.cases.comparison import evidence as comparison
from monitoring.cases.comparison import reading as compared
from monitoring.cases.comparison import shipped as compared_items
from monitoring.cases.comparison.lists import REQUESTS
from monitoring.cases.comparison.models import Person
from monitoring.cases.desk.figures import STANDING
from monitoring.cases.ending import actions as endings
from monitoring.cases.ending import checks as conditions
from monitoring.cases.ending import panels as leaving
from monitoring.cases.ending.lists import CANDIDATES, LONG_WATCH
from monitoring.cases.meetings import checks as meetings
from monitoring.cases.meetings.lists import ANNOUNCEMENTS, MEETINGS, NOTICES
from monitoring.cases.papers import panel as papers
from monitoring.cases.papers.lists import LEAFLETS, PAPERS
from monitoring.cases.papers.models import Paper
from monitoring.cases.procedures import shipped as procedures
from monitoring.cases.visits import evidence as visits
from monitoring.cases.visits import frequencies
from monitoring.cases.visits import panels as visited
from monitoring.cases.visits.figures import COMPLETION
from monitoring.cases.visits.lists import PLAN, VISITS, WITHOUT_CONTACT
from monitoring.cases.visits.models import Visit, VisitDue
from monitoring.lists import declared as lists
from monitoring.lists import figures
from monitoring.registry import changed, restructuring, rotation
from monitoring.registry import panels as registry
from monitoring.screening import screened


def declare() -> None:
    lists.declare(
        CASES, REVIEW, CLUES, REPORTS, PLAN, VISITS, WITHOUT_CONTACT, MEETINGS, NOTICES,
        ANNOUNCEMENTS, CANDIDATES, LONG_WATCH, PAPERS, LEAFLETS, REQUESTS, NATIONAL,
    )  # fmt: skip
    figures.declare(STANDING, QUEUES, COMPLETION)
    for part in (identification, assessment, visits, comparison, meetings, endings, conditions):
        part.declare()
    changed.listen(following.follow)
    restructuring.hindrances.append(following.hindrance)
    screened.listen(filling.fill)
    outcomes.listen(clues.follow)
    outcomes.listen(reports.follow)
    registry.household_panels.extend(
        [casework.of_household, leaving.of_household, visited.of_household]
    )
    casework.case_panels.extend(
        [told.panel, assessed.case_panel, visited.of_case, compared.case_panel, papers.panel]
    )
    following.followers += [Clue, Visit, VisitDue, Paper]
    proofs.proofs.append(proof.differences)
    rotation.COLUMNS += [(Report, "id_number_cipher"), (Person, "id_number_cipher")]


def install() -> None:
    """Put the procedures, limits and lists that ship with the application in force, once."""
    procedures.install()
    judgement_limits.install()
    compared_items.install()
    frequencies.install()
