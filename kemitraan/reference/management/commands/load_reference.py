from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kemitraan.reference.files import ReferenceDataError
from kemitraan.reference.services import load_reference, rows_gone_from_files

#: So many of the rows that no file names any more; links of a former regency's clusters are a hundred and more.
SHOWN = 10


class Command(BaseCommand):
    help = (
        "Load clusters, places, KBLI, certificates and units from the data files; safe to repeat."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--regency", default=settings.REGENCY, help="Kemendagri code of the kabupaten"
        )

    def handle(self, *args, regency, **options):
        try:
            counts = load_reference(regency)
            gone = rows_gone_from_files(regency)
        except ReferenceDataError as error:
            raise CommandError(str(error)) from error
        listed = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
        self.stdout.write(f"reference data of {regency}: {listed}")
        for table, keys in gone.items():
            some = ", ".join(keys[:SHOWN]) + (", ..." if keys[SHOWN:] else "")
            self.stdout.write(
                self.style.WARNING(
                    "kept, though the files do not name them: "
                    f"{len(keys)} {table.replace('_', ' ')} ({some})"
                )
            )
