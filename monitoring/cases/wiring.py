"""What the parts of casework tell each other and the slices below; called once by the application.

Each line is an upward need met by a plain list (docs/architecture.md).
"""

from monitoring.cases.assessment import evidence as assessment
from monitoring.cases.assessment import panels as assessed
from monitoring.cases.casework import following, identification, outcomes
from monitoring.cases.casework import panels as casework
from monitoring.cases.clues import endings as clues
from monitoring.cases.clues import filling
from monitoring.cases.clues import shipped as judgement_limits
from monitoring.cases.ending import actions as endings
from monitoring.cases.ending import checks as conditions
from monitoring.cases.meetings import checks as meetings
from monitoring.cases.papers import panel as papers
from monitoring.cases.procedures import shipped as procedures
from monitoring.cases.visits import evidence as visits
from monitoring.registry import changed
from monitoring.registry import panels as registry
from monitoring.screening import screened


def declare() -> None:
    for part in (identification, assessment, visits, meetings, endings, conditions):
        part.declare()
    changed.listen(following.follow)
    screened.listen(filling.fill)
    outcomes.listen(clues.follow)
    registry.household_panels.append(casework.of_household)
    casework.case_panels.extend([assessed.case_panel, visits.panel, papers.panel])


def install() -> None:
    """Put the procedures and limits that ship with the application in force, once."""
    procedures.install()
    judgement_limits.install()
