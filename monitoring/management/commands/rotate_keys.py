from typing import Any

from accounts.management.answers import AnsweringCommand
from monitoring.exchange.models import Batch
from monitoring.registry.rotation import rotate

OPEN = (Batch.State.UPLOADED, Batch.State.CHECKED, Batch.State.APPLYING)


class Command(AnsweringCommand):
    help = "Encrypt personal numbers again with the first FIELD_KEY. Repeatable; may be stopped."

    def handle(self, **_options: Any) -> None:
        for place, done in rotate():
            self.stdout.write(f"{place}: {done:,}")
        self.stdout.write("Every number in the registry is under the first FIELD_KEY.")
        if waiting := Batch.objects.filter(state__in=OPEN).count():
            self.stdout.write(
                f"{waiting} imports wait for a decision: keep OLD_FIELD_KEYS until they are applied"
                " or discarded."
            )
