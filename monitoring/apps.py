from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MonitoringConfig(AppConfig):
    name = "monitoring"

    def ready(self) -> None:
        # Models exist only once every application is ready.
        from accounts import scope
        from monitoring.cases import wiring
        from monitoring.cases.procedures.scope import rule as procedures
        from monitoring.criteria import released
        from monitoring.criteria.scope import rule as common_criteria
        from monitoring.feeds import wiring as feeds
        from monitoring.lists import declared
        from monitoring.registry import changed, panels
        from monitoring.registry.pairings import paired
        from monitoring.screening import actions, forms, lists, seen, why

        scope.register(paired)
        scope.register(seen.lists_of_department)
        scope.register(common_criteria)
        scope.register(procedures)
        post_migrate.connect(_install, sender=self)
        panels.household_panels.append(why.panel)
        panels.criteria.append(forms.criterion_names)
        changed.listen(actions.screen_changed)
        released.listen(actions.screen_released)
        declared.declare(lists.FLAGS)
        wiring.declare()
        feeds.declare()


def _install(**_kwargs: Any) -> None:
    # Models exist only once every application is ready.
    from monitoring.cases import wiring
    from monitoring.criteria import packs
    from monitoring.feeds import wiring as feeds

    packs.install()
    wiring.install()
    feeds.install()
