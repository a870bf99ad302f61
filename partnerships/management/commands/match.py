"""Explain one pair in words, or list the best UMKM for a need: what the matcher would say now. Writes nothing."""

from django.core.management.base import BaseCommand, CommandError

from investors.models import Need
from partnerships.matching import Engine, Explanation
from partnerships.services.demand import read_demands, with_terms
from partnerships.services.supply import current_snapshot
from partnerships.services.weights import active_weights
from partnerships.wording import pair_in_words, sentence
from umkm.models import Product, Umkm


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--need", type=int, required=True, help="key of the need")
        parser.add_argument("--umkm", type=int, help="key of one UMKM: why it fits, or why not")
        parser.add_argument("--all", action="store_true", help="list every candidate, not only 20")

    def handle(self, *, need: int, umkm: int | None, all: bool, **_options):
        row = with_terms(Need.objects.select_related("company")).filter(pk=need).first()
        if row is None:
            raise CommandError(f"There is no need {need}.")
        self.stdout.write(f"{row} · {row.company}")
        engine = Engine(current_snapshot(), active_weights())
        (demand,) = read_demands([row])
        if umkm is None:
            self._list(engine.match(demand, limit=None if all else 20))
        else:
            self._explain(engine.explain(demand, umkm), umkm)

    def _list(self, result) -> None:
        names = Umkm.objects.in_bulk([found.umkm_id for found in result.candidates])
        for rank, found in enumerate(result.candidates, start=1):
            self.stdout.write(
                f"{rank:4} {found.score:5.1f}  {names[found.umkm_id]} ({found.umkm_id})"
            )
            for fact in found.reasons[:2]:
                self.stdout.write(
                    f"            {sentence({'code': fact.code, 'values': fact.values})}"
                )
        self.stdout.write(f"{result.considered} considered; excluded: {result.excluded}")

    def _explain(self, explanation: Explanation, umkm: int) -> None:
        firm = Umkm.objects.filter(pk=umkm).first()
        if firm is None:
            raise CommandError(f"There is no UMKM {umkm}.")
        product = Product.objects.filter(pk=explanation.product_id).first()
        self.stdout.write(f"{firm} · {product or '–'}")
        for line in pair_in_words(explanation):
            self.stdout.write(line)
