from django.core.management.base import BaseCommand

from umkm.services.identity import rotate_keys


class Command(BaseCommand):
    help = "Seal NIK and NPWP anew under the newest of SEALING_KEYS, and fingerprint all numbers under FINGERPRINT_KEY."

    def handle(self, *args, **options):
        self.stdout.write(f"{rotate_keys()} firms")
