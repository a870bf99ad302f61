"""What the matcher would say now: the best UMKM for a need, one pair in words, or how good it is by people's answers.

Writes nothing.
"""

from django.core.management.base import BaseCommand, CommandError

from investors.models import Need
from partnerships.matching import Engine, Explanation
from partnerships.models import MatchWeights
from partnerships.services.demand import read_demands, with_terms
from partnerships.services.evaluation import evaluate
from partnerships.services.supply import current_snapshot
from partnerships.services.weights import active_weights
from partnerships.wording import pair_in_words, sentence
from umkm.models import Product, Umkm


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--need", type=int, help="key of the need")
        parser.add_argument("--umkm", type=int, help="key of one UMKM: why it fits, or why not")
        parser.add_argument("--all", action="store_true", help="list every candidate, not only 20")
        parser.add_argument(
            "--evaluate",
            type=int,
            nargs="*",
            metavar="VERSION",
            help="score the weights in use, and those of these versions, by what people answered",
        )

    def handle(self, *, need: int | None, umkm: int | None, all: bool, **options):
        if options["evaluate"] is not None:
            self._evaluate(options["evaluate"])
            return
        if need is None:
            raise CommandError("Name a need with --need, or ask for --evaluate.")
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

    def _evaluate(self, versions: list[int]) -> None:
        rows = MatchWeights.objects.in_bulk(versions)
        if missing := set(versions) - set(rows):
            raise CommandError(f"There are no weights of version {min(missing)}.")
        tables = [active_weights(), *(rows[version].as_weights() for version in versions)]
        self.stdout.write("weights  needs  pairs  nDCG@10  recall@50")
        for found in evaluate(tables):
            self.stdout.write(
                f"{found.weights_version:7}  {found.needs:5}  {found.pairs:5}"
                f"  {found.ndcg:7.3f}  {found.recall:9.3f}"
            )

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
