"""Draw the state tables anew in docs/architecture.md."""

from django.core.management.base import BaseCommand

from partnerships.flow.drawing import DOCUMENT, with_drawings


class Command(BaseCommand):
    help = __doc__

    def handle(self, **_options):
        DOCUMENT.write_text(with_drawings(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(f"{DOCUMENT} shows the tables as they are.")
