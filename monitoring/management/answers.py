"""Commands that answer in JSON answer so when they refuse, too."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class AnsweringCommand(BaseCommand):
    """With --json, a refusal is `{"error": sentence}` on standard output; its status stays."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            if options["json"]:
                self.stdout.write(json.dumps({"error": str(error)}, ensure_ascii=False))
            raise
