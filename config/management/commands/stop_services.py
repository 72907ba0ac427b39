from typing import Any

from django.core.management.base import BaseCommand

from config import services


class Command(BaseCommand):
    help = "Stop the embedded PostgreSQL and Redis. Data stays."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        services.stop()
