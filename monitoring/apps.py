from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MonitoringConfig(AppConfig):
    name = "monitoring"

    def ready(self) -> None:
        # Models exist only once every application is ready.
        from accounts import scope
        from monitoring.cases.assessment import evidence as assessment
        from monitoring.cases.assessment import panels as assessed
        from monitoring.cases.casework import following, identification, outcomes
        from monitoring.cases.casework import panels as casework
        from monitoring.cases.clues import endings as clue_endings
        from monitoring.cases.clues import filling
        from monitoring.cases.clues.reports import endings as reported
        from monitoring.cases.clues.reports.models import Report
        from monitoring.cases.comparison import evidence as comparison
        from monitoring.cases.comparison import reading as compared
        from monitoring.cases.comparison.models import Person
        from monitoring.cases.ending import actions as endings
        from monitoring.cases.ending import checks as ending_checks
        from monitoring.cases.meetings import checks as meeting_checks
        from monitoring.cases.visits import evidence as visits
        from monitoring.cases.visits.models import Visit, VisitDue
        from monitoring.cases import wiring
        from monitoring.criteria import released
        from monitoring.criteria.scope import rule as common_criteria
        from monitoring.registry import changed, panels, rotation
        from monitoring.registry.pairings import paired
        from monitoring.screening import actions, forms, seen, why

        scope.register(paired)
        scope.register(seen.lists_of_department)
        scope.register(common_criteria)
        post_migrate.connect(_install, sender=self)
        panels.household_panels.append(why.panel)
        panels.criteria.append(forms.criterion_names)
        changed.listen(actions.screen_changed)
        changed.listen(following.follow)
        identification.declare()
        outcomes.listen(clue_endings.follow)
        outcomes.listen(reported.follow)
        rotation.COLUMNS.append((Report, "id_number_cipher"))
        screened.listen(filling.fill)
        released.listen(actions.screen_released)
        assessment.declare()
        casework.case_panels.append(assessed.case_panel)
        visits.declare()
        casework.case_panels.append(visits.panel)
        meeting_checks.declare()
        endings.declare()
        ending_checks.declare()
        following.followers += [Visit, VisitDue]
        comparison.declare()
        casework.case_panels.append(compared.case_panel)
        rotation.COLUMNS.append((Person, "id_number_cipher"))
        released.listen(actions.screen_released)
        wiring.declare()


def _install(**_kwargs: Any) -> None:
    # Models exist only once every application is ready.
    from monitoring.cases.clues import shipped as limits
    from monitoring.cases.comparison import shipped as compared_items
    from monitoring.cases.procedures import shipped
    from monitoring.cases.visits import frequencies
    from monitoring.criteria import packs

    packs.install()
    shipped.install()
    limits.install()
    frequencies.install()
    compared_items.install()
    from monitoring.cases import wiring
    from monitoring.criteria import packs

    packs.install()
    wiring.install()
