"""A kabupaten after some years, written in a few statements: UMKM, companies, MoUs in every state, and their ledger.

All keys begin at BASE, and every row follows from its number, so that two runs are alike. The caller takes it all back.
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from investors.models import Company, CompanyMember, Need
from kemitraan.accounts.models import Role, User
from kemitraan.reference.models import Cluster, Unit, Village
from kemitraan.reference.services import load_reference
from kemitraan.verification import VerificationStatus
from partnerships.bench.report import NotMeasured
from partnerships.models import (
    Contract,
    ContractStatusChange,
    Mou,
    MouMember,
    MouStatusChange,
    PartnershipProgramme,
    Realisation,
    RealisationStatusChange,
    Scope,
    Suggestion,
    SuggestionStatusChange,
)
from umkm.models import SizeRecord, Umkm

BASE = 10**7
#: UMKM for each MoU, realisations for each UMKM; a company has this many MoUs, a need this many.
FIRMS_PER_MOU, REALISATIONS_PER_FIRM, MOUS_PER_COMPANY, MOUS_PER_NEED = 10, 2, 10, 5
PROGRAMMES, QUARTERS = 3, 16
_SLEEPS = (Umkm, MouMember, Mou, Contract, Realisation)


def fill(firms: int) -> dict[str, int]:
    """Write it, and reference data where there is none: how many of each there are. Raises NotMeasured where the database is not up
    to date."""
    _prepare()
    mous = max(1, firms // FIRMS_PER_MOU)
    sizes = {
        "firms": firms,
        "mous": mous,
        "companies": max(1, mous // MOUS_PER_COMPANY),
        "needs": max(1, mous // MOUS_PER_NEED),
        "realisations": firms * REALISATIONS_PER_FIRM,
    }
    clusters = list(Cluster.objects.values_list("pk", flat=True))
    villages = list(
        Village.objects.in_regency(settings.REGENCY).order_by("pk").values_list("pk", flat=True)
    )
    known = {
        **sizes,
        "base": BASE,
        "clusters": clusters,
        "villages": villages,
        "unit": Unit.objects.values_list("pk", flat=True)[0],
        "now": timezone.now(),
        "today": timezone.localdate(),
        "officer": _people(sizes["companies"]),
    }
    for model in _SLEEPS:
        _execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER", {})
    _supply(known)
    _demand(known)
    _agreements(known)
    _ledger(known)
    _execute("ANALYZE", {})
    return sizes | {"realisations": Realisation.objects.filter(pk__gt=BASE).count()}


def _prepare() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotMeasured("the database is not up to date; run first: manage.py migrate")
    if not (Cluster.objects.exists() and Unit.objects.exists()):
        load_reference(settings.REGENCY)


def _execute(statement: str, known: dict) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, known or None)


def _insert(model: type[models.Model], known: dict, source: str, /, **columns: str) -> None:
    """Rows of a source: what each column is, in SQL; what is not told and must be something has the model's default."""
    given = dict(known)
    for field in model._meta.concrete_fields:
        if field.null or field.primary_key or field.column in columns:
            continue
        default = field.get_default()
        given[f"default_{field.column}"] = "{}" if isinstance(field, ArrayField) else default
        if isinstance(field, models.JSONField):
            given[f"default_{field.column}"] = "{}"
        columns[field.column] = f"%(default_{field.column})s"
    names = ", ".join(columns)
    _execute(
        f"INSERT INTO {model._meta.db_table} ({names}) SELECT {', '.join(columns.values())} FROM {source}",  # noqa: S608
        given,
    )


def _people(companies: int) -> int:
    """A buyer for each company, with its number, and an officer, whose key is the answer."""
    User.objects.bulk_create(
        [
            User(
                pk=BASE + number,
                username=f"bench-{number}",
                full_name="Bench",
                role=Role.COMPANY if number else Role.PARTNERSHIP_OFFICER,
            )
            for number in range(companies + 1)
        ]
    )
    return BASE


def _supply(known: dict) -> None:
    """One in fifty has grown from mikro to kecil."""
    _insert(
        Umkm, known, "generate_series(1, %(firms)s) AS n",
        id="%(base)s + n", name="'Bench ' || n", owner_name="'Bench'", telephone="'+6287' || lpad(n::text, 10, '0')",
        cluster_id="(%(clusters)s)[1 + n * 7 %% cardinality(%(clusters)s)]",
        village_id="(%(villages)s)[1 + n * 13 %% cardinality(%(villages)s)]",
        status=f"'{VerificationStatus.VERIFIED.value}'", verified_at="%(now)s", consent_at="%(now)s",
        size_class="CASE WHEN n %% 10 = 0 OR n %% 50 = 1 THEN 'small' ELSE 'micro' END", size_basis="'sales'",
        public_fields="'{description,prices}'",
    )  # fmt: skip
    past = "%(now)s - interval '1 day' * (30 + n %% 900)"
    _insert(
        SizeRecord, known, "generate_series(1, %(firms)s) AS n", umkm_id="%(base)s + n",
        size_class="CASE WHEN n %% 10 = 0 THEN 'small' ELSE 'micro' END", basis="'sales'", cause="'stated'",
        at=f"{past} - interval '1 year'",
    )  # fmt: skip
    _insert(
        SizeRecord, known, "generate_series(1, %(firms)s, 50) AS n", former_class="'micro'", former_basis="'sales'", umkm_id="%(base)s + n", size_class="'small'",
        basis="'sales'", cause="'stated'", at=past,
    )  # fmt: skip


def _demand(known: dict) -> None:
    """Of three companies one is PMA; each pair of a need and a firm was suggested once, the first firms of a need answered."""
    _insert(
        Company, known, "generate_series(1, %(companies)s) AS n",
        id="%(base)s + n", name="'PT Bench ' || n", nib="(7100000000000 + n)::text", business="'Bench'",
        capital="CASE WHEN n %% 3 = 0 THEN 'PMA' ELSE 'PMDN' END",
        country="CASE WHEN n %% 3 = 0 THEN ('{JP,KR,NL,SG,US}'::text[])[1 + n %% 5] ELSE 'ID' END",
        head_office="'Klaten'", contact_name="'Bench'", contact_email="'b@bench.example'", contact_telephone="'+628'",
        status=f"'{VerificationStatus.VERIFIED.value}'", verified_at="%(now)s", consent_at="%(now)s",
    )  # fmt: skip
    _insert(
        CompanyMember, known, "generate_series(1, %(companies)s) AS n", company_id="%(base)s + n", user_id="%(base)s + n"
    )  # fmt: skip
    _insert(
        Need, known, "generate_series(0, %(needs)s - 1) AS n",
        id="%(base)s + n", company_id="%(base)s + 1 + n %% %(companies)s", title="'Bench ' || n", text="'Bench'",
        category="'makanan'", unit_id="%(unit)s", volume_month="100", price_ceiling="10000", first_delivery="%(today)s",
        pattern="'rantai-pasok'", valid_until="%(today)s + 30", status="'open'", created_by_id="%(officer)s",
    )  # fmt: skip
    # Firm n is suggested for need n modulo needs; four by four they are the possible members of its MoUs: who is one has answered.
    pairs = "generate_series(1, %(firms)s) AS n"
    at = "%(now)s - interval '1 day' * (100 + n %% 1100)"
    order = "((n - 1) / %(needs)s)"
    mou = f"({order} / 4 * %(needs)s + n %% %(needs)s)"
    answered = f"({mou} < %(mous)s AND {order} %% 4 <= {mou} %% 4)"
    _insert(
        Suggestion, known, pairs, id="%(base)s + n", need_id="%(base)s + n %% %(needs)s", umkm_id="%(base)s + n",
        score="50 + n %% 50", company_score="50", umkm_score="50", created_at=at,
        status=f"CASE WHEN {answered} THEN 'matched' ELSE 'suggested' END", reasons="'[]'", gaps="'[]'", what_ifs="'[]'",
    )  # fmt: skip
    log = {"subject_id": "%(base)s + n", "announced_at": "%(now)s"}
    _insert(
        SuggestionStatusChange, known, pairs, verb="'suggest'", target="'suggested'", at=at, **log
    )
    for verb, target, days in (
        ("umkm_interested", "umkm_interested", 5),
        ("company_agrees", "matched", 12),
    ):
        _insert(
            SuggestionStatusChange, known, f"{pairs} WHERE {answered}", verb=f"'{verb}'", target=f"'{target}'",
            at=f"{at} + interval '1 day' * ({days} + n %% 9)", actor_id="%(base)s + 1 + (n %% %(needs)s) %% %(companies)s",
            **log,
        )  # fmt: skip


_STATES = """(ARRAY['negotiation', 'draft', 'legal_check', 'signing', 'cancelled', 'sleeping', 'in_dispute', 'completed',
    'terminated', 'extended', 'signed', 'signed'])[1 + m %% 20]"""
_STATE = f"coalesce({_STATES}, 'running')"
_SIGNED = f"{_STATE} NOT IN ('negotiation', 'draft', 'legal_check', 'signing', 'cancelled')"
#: Days since the first talks.
_AGE = "(60 + m * 7 %% 1000)"


def _agreements(known: dict) -> None:
    """MoU m is about need m modulo needs, with one to four of its firms; three of four are signed."""
    PartnershipProgramme.objects.bulk_create(
        PartnershipProgramme(
            pk=BASE + number,
            name=f"Bench {number}",
            held_on=timezone.localdate() - timedelta(days=number),
            scope=Scope.PROVINCE,
            source="Bench",
        )
        for number in range(PROGRAMMES)
    )
    mous = "generate_series(0, %(mous)s - 1) AS m"
    signed_on = f"CASE WHEN {_SIGNED} THEN %(today)s - {_AGE} + 40 END"
    _insert(
        Mou, known, mous, id="%(base)s + m", company_id="%(base)s + 1 + (m %% %(needs)s) %% %(companies)s",
        need_id="%(base)s + m %% %(needs)s", title="'Bench ' || m", number="'BENCH/' || m", pattern="'rantai-pasok'",
        scope="CASE WHEN m %% 10 = 0 THEN 'province' ELSE 'regency' END",
        programme_id=f"CASE WHEN m %% 10 = 0 THEN %(base)s + m %% {PROGRAMMES} END",
        potential_rupiah="1000000 + m * 7919 %% 900000000", status=_STATE, created_by_id="%(officer)s",
        mou_rupiah=f"CASE WHEN {_SIGNED} THEN 900000 + m * 6007 %% 700000000 END", signed_on=signed_on, starts_on=signed_on,
        ends_on=f"CASE WHEN {_SIGNED} THEN %(today)s + 30 + m %% 400 END", created_at=f"%(now)s - interval '1 day' * {_AGE}",
    )  # fmt: skip
    # Shares of 100 %: whole for one, thirds for three.
    shares = """(ARRAY[ARRAY[100, 0, 0, 0], ARRAY[50, 50, 0, 0], ARRAY[33.34, 33.33, 33.33, 0], ARRAY[25, 25, 25, 25]])
        [1 + m %% 4][1 + k]"""
    firm = (
        "%(base)s + CASE WHEN m %% %(needs)s = 0 THEN %(needs)s ELSE m %% %(needs)s END"
        " + %(needs)s * (4 * (m / %(needs)s) + k)"
    )
    _insert(
        MouMember, known, f"{mous}, generate_series(0, 3) AS k WHERE k <= m %% 4", mou_id="%(base)s + m", umkm_id=firm,
        suggestion_id=firm, share_percent=shares,
    )  # fmt: skip
    log = {"subject_id": "%(base)s + m", "announced_at": "%(now)s", "actor_id": "%(officer)s"}
    begun = f"%(now)s - interval '1 day' * {_AGE}"
    _insert(MouStatusChange, known, mous, verb="'open'", target="'negotiation'", at=begun, **log)
    _insert(
        MouStatusChange, known, f"{mous} WHERE {_SIGNED}", verb="'seal'", target="'signed'",
        at=f"{begun} + interval '1 day' * (20 + m %% 40)", **log,
    )  # fmt: skip
    _insert(
        MouStatusChange, known, f"{mous} WHERE {_STATE} = 'sleeping'", verb="'sleep'", target="'sleeping'",
        at="%(now)s - interval '5 days'", **log,
    )  # fmt: skip


def _ledger(known: dict) -> None:
    """One contract for each signed MoU, confirmed by nine of ten; a realisation of each of its firms in quarter after quarter."""
    signed = f"generate_series(0, %(mous)s - 1) AS m WHERE {_SIGNED}"
    entry = {"document": "'B-' || {0}", "source": "'document'", "entered_by_id": "%(officer)s"}
    state = "CASE {0} %% 20 WHEN 0 THEN 'entered' WHEN 1 THEN 'disputed' ELSE 'confirmed' END"
    confirmed = "CASE WHEN {0} %% 20 > 1 THEN {1} END"
    entered = f"%(now)s - interval '1 day' * ({_AGE} - 45)"
    _insert(
        Contract, known, signed, id="%(base)s + m", mou_id="%(base)s + m", kind="'order'",
        signed_on=f"%(today)s - {_AGE} + 45", starts_on=f"%(today)s - {_AGE} + 45", ends_on="%(today)s + 400",
        value_rupiah="800000 + m * 5003 %% 600000000", status=state.format("(m / 20 + 2)"),
        claimed_rupiah="CASE WHEN (m / 20 + 2) %% 20 = 1 THEN 700000 END", entered_at=entered, entered_side="'company'",
        confirmed_at=confirmed.format("(m / 20 + 2)", f"{entered} + interval '4 days'"),
        confirmed_by_id=confirmed.format("(m / 20 + 2)", "%(officer)s"),
        **{name: value.format("m") for name, value in entry.items()},
    )  # fmt: skip
    log = {"announced_at": "%(now)s", "subject_id": "contract.id"}
    contracts = "partnerships_contract AS contract JOIN partnerships_mou AS mou ON mou.id = contract.mou_id WHERE contract.id >= %(base)s"
    _insert(
        ContractStatusChange, known, contracts, verb="'enter'", target="'entered'", at="contract.entered_at",
        actor_id="mou.company_id", **log,
    )  # fmt: skip
    seats = f"""(
        SELECT row_number() OVER (ORDER BY q, member.id) AS n, member.umkm_id, contract.id AS contract_id,
            (%(today)s - interval '3 months' * (q + 1))::date AS day
        FROM generate_series(0, {QUARTERS - 1}) AS q
        CROSS JOIN partnerships_moumember AS member
        JOIN partnerships_contract AS contract ON contract.mou_id = member.mou_id
        WHERE member.mou_id >= %(base)s AND contract.status = 'confirmed' LIMIT %(realisations)s
    ) AS seat"""  # noqa: S608 - constants of this module
    booked = "seat.day::timestamptz + interval '20 days'"
    _insert(
        Realisation, known, seats, id="%(base)s + n", contract_id="seat.contract_id", umkm_id="seat.umkm_id",
        year="extract(year FROM seat.day)::int", quarter="extract(quarter FROM seat.day)::int", volume="1 + n %% 500",
        value_rupiah="1000 + n * 104729 %% 40000000", status=state.format("n"), entered_at=booked,
        entered_side="CASE WHEN n %% 3 = 0 THEN 'company' ELSE 'umkm' END",
        claimed_rupiah="CASE WHEN n %% 20 = 1 THEN 900 END", confirmed_at=confirmed.format("n", f"{booked} + interval '3 days'"),
        confirmed_by_id=confirmed.format("n", "%(officer)s"), **{name: value.format("n") for name, value in entry.items()},
    )  # fmt: skip
    paid = """partnerships_realisation AS paid JOIN partnerships_contract AS contract ON contract.id = paid.contract_id
        JOIN partnerships_mou AS mou ON mou.id = contract.mou_id WHERE paid.id >= %(base)s"""
    log["subject_id"] = "paid.id"
    _insert(
        RealisationStatusChange, known, paid, verb="'enter'", target="'entered'", at="paid.entered_at",
        actor_id="CASE WHEN paid.entered_side = 'company' THEN mou.company_id ELSE %(officer)s END", **log,
    )  # fmt: skip
    _insert(
        RealisationStatusChange, known, f"{paid} AND paid.status = 'confirmed'", verb="'confirm'", target="'confirmed'",
        at="paid.confirmed_at", actor_id="CASE WHEN paid.entered_side = 'umkm' THEN mou.company_id ELSE %(officer)s END",
        **log,
    )  # fmt: skip
