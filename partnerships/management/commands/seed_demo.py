from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partnerships.demo.seed import SeedError, seed
from partnerships.demo.spreadsheet import write_messy_sheet


class Command(BaseCommand):
    help = "Fill the portal with an invented kabupaten at work. Needs a running worker. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("--firms", type=int, default=2000, help="number of UMKM (up to 100000)")
        parser.add_argument("--needs", type=int, default=60, help="number of needs")
        parser.add_argument("--seed", type=int, default=2021)
        parser.add_argument(
            "--as-xlsx",
            type=Path,
            metavar="FILE",
            help="only write that many firms as a messy spreadsheet, and beside it what was spoiled as JSON",
        )

    def handle(self, *args, firms, needs, **options):
        if not 1 <= firms <= 100_000 or not 1 <= needs <= 10_000:
            raise CommandError("--firms takes 1 to 100000, --needs 1 to 10000.")
        if options["as_xlsx"]:
            record = write_messy_sheet(
                options["as_xlsx"],
                firms,
                regency=settings.REGENCY,
                seed=options["seed"],
                today=timezone.localdate(),
            )
            self.stdout.write(f"{record['lines']} lines; expected: {record['expected']}")
            return
        if not settings.DEBUG:
            raise CommandError("Demo data does not belong in production (DEBUG=0).")
        try:
            seed(
                firms=firms,
                needs=needs,
                regency=settings.REGENCY,
                seed=options["seed"],
                tell=lambda line: self.stdout.write(line),
            )
        except SeedError as error:
            raise CommandError(str(error)) from error
