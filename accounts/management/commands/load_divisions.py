from typing import Any

from accounts.divisions import load_divisions
from accounts.management.answers import AnsweringCommand


class Command(AnsweringCommand):
    help = "Load the divisions that ship with the application; repeatable."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{load_divisions()} divisions")
