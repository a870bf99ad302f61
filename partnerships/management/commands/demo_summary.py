from django.core.management.base import BaseCommand

from investors.models import Company, Need
from kemitraan.rupiah import rupiah
from partnerships import reports
from partnerships.demo.people import PASSWORD, ready_accounts
from partnerships.models import Mou
from umkm.models import Umkm


class Command(BaseCommand):
    help = "Print the ready accounts of the demo and, as the last line, what is in it."

    def handle(self, *args, **options):
        self.stdout.write(f"accounts (password of each: {PASSWORD})")
        for who, name in ready_accounts():
            self.stdout.write(f"  {name:<34} {who}")
        figures = reports.headline(fresh=True)
        self.stdout.write(
            f"demo: {Umkm.objects.count()} UMKM, {Company.objects.count()} companies, "
            f"{Need.objects.count()} needs, {figures['suggestions']} suggestions, "
            f"{Mou.objects.count()} MoUs, {rupiah(figures['potential_rupiah'])} potential, "
            f"{rupiah(figures['realised_rupiah'])} realised"
        )
