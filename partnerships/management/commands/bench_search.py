"""Measure the directory in the database that DATABASE_URL names, which has to be empty: `manage.py bench` starts this."""

import json

from django.core.management.base import BaseCommand

from partnerships.bench.search_probe import quality, speed


class Command(BaseCommand):
    help = __doc__
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("what", choices=("quality", "speed"))
        parser.add_argument("--firms", type=int, required=True)
        parser.add_argument("--seed", type=int, required=True)

    def handle(self, *, what, firms, seed, **_options):
        measured = {"quality": quality, "speed": speed}[what](firms, seed)
        self.stdout.write(json.dumps(measured))
