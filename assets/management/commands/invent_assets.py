from typing import Any

from django.core.management.base import CommandError, CommandParser

from accounts.management.answers import AnsweringCommand, named_division
from accounts.models import Division, User
from assets.invented import invent
from assets.ledger.models import Asset


class Command(AnsweringCommand):
    help = "Enter invented projects and assets in the villages of a county that has none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--division", required=True, metavar="CODE", help="the county")
        parser.add_argument("--villages", type=int, default=12, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--by", required=True, metavar="USERNAME")

    def handle(self, *, division: str, **options: Any) -> None:
        county = named_division(division)
        by = User.objects.filter(username=options["by"], is_active=True).first()
        if by is None:
            raise CommandError(f"no active user {options['by']}")
        if Asset.objects.filter(county=county.code[:6]).exists():
            raise CommandError(f"{county} has assets already")
        first, last = county.code_range
        farmers = Division.objects.filter(
            level=Division.Level.VILLAGE, code__range=(first, last), name__endswith="村民委员会"
        )
        villages = list(farmers.order_by("code")[: options["villages"]])
        made = invent(county, villages, by=by, seed=options["seed"])
        self.stdout.write(f"{made} assets in {len(villages)} villages")
