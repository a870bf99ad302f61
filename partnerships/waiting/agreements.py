"""What waits around MoUs: trials to judge, signatures to give, evaluations to write, disputes to mediate, sleepers to wake.

Querysets whose rows carry `since`, one query for each kind.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from partnerships.models import (
    Amendment,
    AmendmentStatus,
    Contract,
    Dispute,
    DisputeStatus,
    DisputeStatusChange,
    Evaluation,
    Mou,
    MouMember,
    MouStatus,
    MouStatusChange,
    ReportedPartnership,
    ReportStatus,
    Side,
    Signatory,
    Signature,
    TrialOrder,
    TrialResult,
)
from partnerships.services.endings import OVER

#: How long after its end a partnership is still to be evaluated.
EVALUATION_DAYS = 180


def _since(rows: QuerySet[Mou]) -> QuerySet[Mou]:
    changes = MouStatusChange.objects.filter(subject=OuterRef("pk")).order_by("-at", "-pk")
    return rows.with_labels().annotate(since=Subquery(changes.values("at")[:1]))


# ── Trials ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def trials_to_judge(company_ids: Iterable[int]) -> QuerySet[Mou]:
    """Samples that these companies have not judged for good: `due_on` is the day of the last order."""
    last = TrialResult.objects.filter(order__mou=OuterRef("pk")).order_by("-judged_at", "-pk")
    newest = TrialOrder.objects.filter(mou=OuterRef("pk")).order_by("-ordered_at", "-pk")
    rows = Mou.objects.filter(status=MouStatus.TRIAL, company__in=company_ids).annotate(
        due_on=Subquery(newest.values("due_on")[:1]),
        ordered=Subquery(newest.values("pk")[:1]),
        judged=Subquery(last.values("order")[:1]),
        outcome=Subquery(last.values("outcome")[:1]),
    )
    unsettled = (
        Q(judged__isnull=True) | ~Q(judged=F("ordered")) | Q(outcome=TrialResult.Outcome.TO_MEND)
    )
    return _since(rows.filter(unsettled)).order_by("due_on", "pk")


# ── Signatures ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _unsigned(mou: str, signatures, umkm_ids, company_ids) -> Q:
    """What one of these firms or companies has not signed; a coordinator's signature stands for all UMKM."""
    by_coordinator = Exists(signatures.filter(role=Signatory.COORDINATOR))
    unsigned = MouMember.objects.filter(mou=OuterRef(mou)).exclude(
        umkm__in=signatures_of_members(mou)
    )
    of_mou = "" if mou == "pk" else f"{mou}__"
    for_company = Q(**{f"{of_mou}company__in": company_ids}) & ~Exists(
        signatures.filter(role=Signatory.COMPANY)
    )
    for_members = Exists(unsigned.filter(umkm__in=umkm_ids)) | (
        Q(**{f"{of_mou}coordinator__in": umkm_ids}) & Exists(unsigned)
    )
    return for_company | (~by_coordinator & for_members)


def signatures_of_members(mou: str):
    rows = Signature.objects.filter(role=Signatory.UMKM, void_at__isnull=True)
    if mou == "pk":
        rows = rows.filter(mou=OuterRef("mou"), amendment__isnull=True)
    else:
        rows = rows.filter(mou=OuterRef("mou"), amendment__status=AmendmentStatus.SIGNING)
    return rows.values("umkm")


def mous_to_sign(*, umkm_ids=(), company_ids=()) -> QuerySet[Mou]:
    signatures = Signature.objects.filter(
        mou=OuterRef("pk"), amendment__isnull=True, void_at__isnull=True
    )
    rows = Mou.objects.filter(status=MouStatus.SIGNING)
    rows = rows.filter(_unsigned("pk", signatures, list(umkm_ids), list(company_ids)))
    return _since(rows).order_by("since", "pk")


def amendments_to_sign(*, umkm_ids=(), company_ids=()) -> QuerySet[Amendment]:
    signatures = Signature.objects.filter(amendment=OuterRef("pk"), void_at__isnull=True)
    return amendments_in_signing().filter(
        _unsigned("mou", signatures, list(umkm_ids), list(company_ids))
    )


# ── After the signature ──────────────────────────────────────────────────────────────────────────────────────────────


def mous_to_evaluate(*, umkm_ids=(), company_ids=(), now=None) -> QuerySet[Mou]:
    """Partnerships that ended lately, and of which these people have not said what they think."""
    umkm_ids, company_ids = list(umkm_ids), list(company_ids)
    said = Evaluation.objects.filter(mou=OuterRef("pk"))
    of_company = Q(company__in=company_ids) & ~Exists(said.filter(side=Side.COMPANY))
    written = Evaluation.objects.filter(mou=OuterRef("mou"), umkm__isnull=False).values("umkm")
    silent = MouMember.objects.filter(mou=OuterRef("pk"), umkm__in=umkm_ids).exclude(
        umkm__in=written
    )
    earliest = (now or timezone.now()) - timedelta(days=EVALUATION_DAYS)
    rows = _since(Mou.objects.filter(status__in=OVER))
    rows = rows.filter(of_company | Exists(silent), since__gte=earliest)
    return rows.order_by("since", "pk")


def signed_without_contract(*, umkm_ids=(), company_ids=()) -> QuerySet[Mou]:
    """Signed, and nobody has written down what was ordered under it."""
    own = MouMember.objects.filter(umkm__in=list(umkm_ids)).values("mou")
    rows = Mou.objects.filter(status=MouStatus.SIGNED).filter(
        Q(company__in=list(company_ids)) | Q(coordinator__in=list(umkm_ids)) | Q(pk__in=own),
        ~Exists(Contract.objects.filter(mou=OuterRef("pk"))),
    )
    return _since(rows).order_by("since", "pk")


def amendments_in_signing() -> QuerySet[Amendment]:
    rows = Amendment.objects.filter(status=AmendmentStatus.SIGNING).select_related(
        "mou__company", "mou__coordinator"
    )
    return rows.annotate(since=F("written_at")).order_by("since", "pk")


def open_disputes() -> QuerySet[Dispute]:
    """Not resolved: to be mediated, or with KPPU; `since` is the last step that was taken."""
    rows = Dispute.objects.exclude(status=DisputeStatus.RESOLVED).select_related("mou__company")
    last = DisputeStatusChange.objects.filter(subject=OuterRef("pk")).order_by("-at", "-pk")
    return rows.annotate(since=Subquery(last.values("at")[:1])).order_by("since", "pk")


def disputes_of(*, umkm_ids=(), company_ids=()) -> QuerySet[Dispute]:
    """Disputes of these people's partnerships that are not resolved; `since` is the day on which the present state began: the
    parties read how long they have been mediated, not when the last step was written."""
    own = MouMember.objects.filter(umkm__in=list(umkm_ids)).values("mou")
    began = DisputeStatusChange.objects.filter(
        subject=OuterRef("pk"), target=OuterRef("status")
    ).order_by("at", "pk")
    return (
        open_disputes()
        .filter(
            Q(mou__company__in=list(company_ids))
            | Q(mou__coordinator__in=list(umkm_ids))
            | Q(mou__in=own)
        )
        .annotate(since=Subquery(began.values("at")[:1]))
    )


def sleeping() -> QuerySet[Mou]:
    return _since(Mou.objects.filter(status=MouStatus.SLEEPING)).order_by("since", "pk")


# ── Reported partnerships ────────────────────────────────────────────────────────────────────────────────────────────


def reports_to_review() -> QuerySet[ReportedPartnership]:
    rows = ReportedPartnership.objects.filter(
        status__in=(ReportStatus.REPORTED, ReportStatus.DENIED)
    )
    return rows.select_related("company", "umkm").order_by("reported_at", "pk")


def reports_to_acknowledge(*, umkm_ids=(), company_ids=()) -> QuerySet[ReportedPartnership]:
    rows = ReportedPartnership.objects.filter(
        Q(side=Side.COMPANY, umkm__in=list(umkm_ids))
        | Q(side=Side.UMKM, company__in=list(company_ids)),
        status=ReportStatus.INVITED,
    )
    return rows.select_related("company", "umkm").order_by("reported_at", "pk")
