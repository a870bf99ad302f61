"""Measure the portal's engines against their peers on an invented market; each figure with its ratio in the same run."""

import json

from django.core.management.base import BaseCommand, CommandError

from partnerships.bench.report import NotMeasured, Options, lines
from partnerships.bench.sections import SECTIONS


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
        parser.add_argument("--only", nargs="+", choices=sorted(SECTIONS), metavar="SECTION")
        parser.add_argument("--firms", type=int, default=50_000)
        parser.add_argument("--needs", type=int, default=1_000)
        parser.add_argument("--seed", type=int, nargs="+", default=[7], help="several: quality")
        parser.add_argument(
            "--sizes", type=int, nargs="+", default=[5_000, 50_000], help="firms, for growth"
        )

    def handle(self, *, only, firms, needs, seed, sizes, **options):
        if min(firms, needs, *sizes) < 1:
            raise CommandError("Firms, needs and sizes must be one or more.")
        asked = Options(firms=firms, needs=needs, seeds=tuple(seed), sizes=tuple(sizes))
        results = {}
        for name in only or SECTIONS:
            try:
                results[name] = SECTIONS[name](asked)
            except NotMeasured as error:
                raise CommandError(f"{name}: {error}") from error
            if not options["json"]:
                for line in lines(name, results[name]):
                    self.stdout.write(line)
        if options["json"]:
            self.stdout.write(json.dumps(results, indent=2))
