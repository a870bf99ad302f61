"""Import a spreadsheet: shows what it would do, and with --commit does it. The same as the page in the admin."""

import time
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from kemitraan.accounts.models import User
from kemitraan.refusals import Refused
from umkm.importing.report import write_report
from umkm.models import ImportRun
from umkm.services.imports import ask_commit, ask_import, perform_import


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help=".xlsx or .csv")
        parser.add_argument("--by", required=True, help="user name of the official who brings it")
        parser.add_argument("--commit", action="store_true", help="write what was checked")
        parser.add_argument(
            "--overwrite", action="store_true", help="also replace what is filled in already"
        )
        parser.add_argument("--report", type=Path, help="write the report, line by line, as XLSX")

    def handle(self, *, file: Path, by: str, commit: bool, overwrite: bool, report, **_options):
        actor = User.objects.filter(username=by).first()
        if actor is None:
            raise CommandError(f"There is no account {by!r}.")
        try:
            content = file.read_bytes()
            run = ask_import(content, file.name, actor=actor, overwrite=overwrite)
            del content
            run = self._perform(run, "checked")
            if commit:
                run = self._perform(ask_commit(run, actor=actor), "written")
        except OSError as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        if report:
            with report.open("wb") as target:
                write_report(run, target)

    def _perform(self, run: ImportRun, what: str) -> ImportRun:
        begun = time.monotonic()
        perform_import(run.pk)
        run = ImportRun.objects.defer("upload").get(pk=run.pk)
        if run.state == ImportRun.State.FAILED:
            raise CommandError(run.failure)
        counts = ", ".join(f"{action} {count}" for action, count in sorted(run.counts.items()))
        self.stdout.write(f"{what} in {time.monotonic() - begun:.1f} s: {counts}")
        return run
