from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AssetsConfig(AppConfig):
    name = "assets"

    def ready(self) -> None:
        # Models exist only once every application is ready.
        from assets import wiring

        post_migrate.connect(_install, sender=self)
        wiring.declare()


def _install(**_kwargs: Any) -> None:
    # Models exist only once every application is ready.
    from assets import wiring

    wiring.install()
