from typing import Any

from django.core.management.base import BaseCommand

from accounts.divisions import load_divisions


class Command(BaseCommand):
    help = "Load the divisions that ship with the application; repeatable."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{load_divisions()} divisions")
