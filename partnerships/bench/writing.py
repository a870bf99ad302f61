"""Writing the lists of a full run: new, unchanged and changed, beside an upsert row by row, in a transaction that is undone."""

import json
from dataclasses import replace

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from investors.models import Category, Company, Need, NeedStatus, Pattern
from kemitraan.accounts.models import Role, User
from kemitraan.reference.models import Cluster, Unit, Village
from kemitraan.verification import VerificationStatus
from partnerships.bench.engines import make_engine
from partnerships.bench.market import Market
from partnerships.bench.report import Figure, NotMeasured, Options, over, timed
from partnerships.services.lists import Place, write_lists
from umkm.models import Product, Umkm

LIMIT = 20


def match_write(options: Options) -> dict:
    """The engine's own lists as rows: what a full run writes, what the next one writes that finds all the same, and a third
    after every score has changed; beside executemany of one upsert a row."""
    market = Market(seed=options.seed, firms=options.firms, needs=options.needs)
    results = make_engine(market.offers()).match_many(market.demands, LIMIT)
    with transaction.atomic():
        lists = _with_rows(results)
        rows = sum(len(places) for places in lists.values())
        new = timed(lambda: write_lists(lists, run=None))
        same = timed(lambda: write_lists(lists, run=None))
        moved = {
            need_id: [
                place._replace(candidate=replace(place.candidate, score=place.candidate.score / 2))
                for place in places
            ]
            for need_id, places in lists.items()
        }
        changed = timed(lambda: write_lists(moved, run=None))
        one_by_one = timed(lambda: _executemany(lists))
        transaction.set_rollback(True)
    figures = [
        Figure("write: new", new, "s", over(new, executemany=one_by_one)),
        Figure("write: unchanged", same, "s", over(same, executemany=one_by_one)),
        Figure("write: all changed", changed, "s", over(changed, executemany=one_by_one)),
        Figure("executemany", one_by_one, "s"),
        Figure("rows a second", rows / new, ""),
    ]
    return {
        "on": {"firms": options.firms, "needs": options.needs, "suggestions": rows},
        "figures": [figure.as_dict() for figure in figures],
    }


def _with_rows(results) -> dict[int, list[Place]]:
    """Rows of firms, products and needs to point to, and the lists with their keys."""
    cluster, unit = Cluster.objects.first(), Unit.objects.filter(base=None).first()
    village = Village.objects.filter(district__regency=settings.REGENCY).first()
    if cluster is None or unit is None or village is None:
        raise NotMeasured("there is no reference data here: manage.py load_reference")
    now = timezone.now()
    firms = sorted({found.umkm_id for result in results for found in result.candidates})
    made = Umkm.objects.bulk_create(
        [
            Umkm(
                name=f"Bench {number}",
                owner_name="Bench",
                telephone="+6281200000000",
                cluster=cluster,
                village=village,
                status=VerificationStatus.VERIFIED,
                verified_at=now,
                consent_at=now,
            )
            for number in firms
        ],
        batch_size=5000,
    )
    products = Product.objects.bulk_create(
        [Product(umkm=firm, name="Bench", cluster=cluster, unit=unit) for firm in made],
        batch_size=5000,
    )
    row_of = {
        number: (firm.pk, product.pk)
        for number, firm, product in zip(firms, made, products, strict=True)
    }
    lists = {}
    for need, result in zip(_needs(len(results), unit, now), results, strict=True):
        lists[need.pk] = [
            Place(
                replace(
                    found,
                    umkm_id=row_of[found.umkm_id][0],
                    product_id=row_of[found.umkm_id][1],
                )
            )
            for found in result.candidates
        ]
    return lists


def _needs(count: int, unit: Unit, now) -> list[Need]:
    buyer = User.objects.create(username="bench", full_name="Bench", role=Role.COMPANY)
    company = Company.objects.create(
        name="Bench",
        capital=Company.Capital.PMDN,
        nib="9" * 13,
        business="Bench",
        head_office="Klaten",
        contact_name="Bench",
        contact_email="bench@bench.example",
        contact_telephone="+6281200000000",
        status=VerificationStatus.VERIFIED,
        verified_at=now,
        consent_at=now,
    )
    return Need.objects.bulk_create(
        [
            Need(
                company=company,
                title=f"Bench {number}",
                text="Bench",
                category=Category.MATERIAL,
                unit=unit,
                volume_month=1,
                first_delivery=now.date(),
                pattern=Pattern.TRADE,
                valid_until=now.date(),
                status=NeedStatus.OPEN,
                created_by=buyer,
            )
            for number in range(count)
        ]
    )


def _executemany(lists) -> None:
    """What one would write first: a statement for each suggestion, without log rows."""
    rows = [
        (
            need_id,
            place.candidate.umkm_id,
            place.candidate.product_id,
            place.candidate.score,
            place.candidate.company_score,
            place.candidate.umkm_score,
            json.dumps(place.candidate.parts),
            json.dumps([[fact.code, dict(fact.values)] for fact in place.candidate.reasons]),
            json.dumps([[fact.code, dict(fact.values)] for fact in place.candidate.gaps]),
        )
        for need_id, places in lists.items()
        for place in places
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO partnerships_suggestion (need_id, umkm_id, product_id, score, company_score, umkm_score,"
            " parts, reasons, gaps, what_ifs, lifted, exposure, status, created_at, updated_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, '[]', false, 0, 'suggested', now(), now())"
            " ON CONFLICT (need_id, umkm_id) DO UPDATE SET product_id = EXCLUDED.product_id, score = EXCLUDED.score,"
            " company_score = EXCLUDED.company_score, umkm_score = EXCLUDED.umkm_score, parts = EXCLUDED.parts,"
            " reasons = EXCLUDED.reasons, gaps = EXCLUDED.gaps, updated_at = EXCLUDED.updated_at",
            rows,
        )
