"""The public register: which signed partnerships everybody may see, and of each what.

A partnership stands there when its company and at least one of its UMKM may be named. A party may be named when it has agreed to
today's text, or when an official has named the rule that allows it; whoever has said no is never named, whatever the rule (a rule
that allows does not oblige). Each UMKM of a group is asked by itself: the others are told as a number. A firm that is suspended or
erased, or a company that is, is not named either. What is shown of clusters and kecamatan is that of the named UMKM.

Nothing that somebody wrote freely is shown: neither title nor number of the MoU, since both can hold names and secrets.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investors.models import Company
from kemitraan.reference.models import Cluster, District
from kemitraan.rupiah import rupiah_short
from kemitraan.verification import VerificationStatus
from partnerships import quarters
from partnerships.models import Mou, MouMember, MouStatus, RegisterAnswer, RegisterRule, Side
from partnerships.quarters import Quarter
from umkm.models import Umkm


class PublicStatus(models.TextChoices):
    """How far a partnership is, in what the public is told."""

    SIGNED = "signed", gettext_lazy("ditandatangani")
    RUNNING = "running", gettext_lazy("berjalan")
    SLEEPING = "sleeping", gettext_lazy("tidur")
    COMPLETED = "completed", gettext_lazy("selesai")
    TERMINATED = "terminated", gettext_lazy("dihentikan")


#: A dispute is between the parties until it is settled: its contracts bind meanwhile, so the partnership runs.
TOLD_AS = {
    MouStatus.SIGNED: PublicStatus.SIGNED,
    MouStatus.RUNNING: PublicStatus.RUNNING,
    MouStatus.EXTENDED: PublicStatus.RUNNING,
    MouStatus.IN_DISPUTE: PublicStatus.RUNNING,
    MouStatus.SLEEPING: PublicStatus.SLEEPING,
    MouStatus.COMPLETED: PublicStatus.COMPLETED,
    MouStatus.TERMINATED: PublicStatus.TERMINATED,
}


# ── Who may be named ─────────────────────────────────────────────────────────────────────────────────────────────────


def _agreed(side: str, mou: str, umkm: str | None = None) -> Q:
    """A condition: the party at these columns has agreed, or a rule allows it, and it has not said no."""
    answers = RegisterAnswer.objects.filter(mou=OuterRef(mou), side=side)
    agreeing, refusing = answers.agreeing(), answers.refusing()
    if umkm is not None:
        agreeing = agreeing.filter(umkm=OuterRef(umkm))
        # What a firm said before it turned out to be another one is still said.
        refusing = refusing.filter(
            Q(umkm=OuterRef(umkm)) | Q(umkm__merged_into=OuterRef(umkm)),
        )
    rule = RegisterRule.objects.filter(mou=OuterRef(mou), withdrawn_at=None)
    return (Exists(agreeing) | Exists(rule)) & ~Exists(refusing)


def named_members() -> QuerySet[MouMember]:
    """The UMKM of MoUs that may be named."""
    return MouMember.objects.filter(
        _agreed(Side.UMKM, "mou", "umkm"), umkm__status=VerificationStatus.VERIFIED
    )


def listed() -> QuerySet[Mou]:
    """The partnerships that stand in the register, the newest signature first."""
    return (
        Mou.objects.ever_signed()
        .filter(
            _agreed(Side.COMPANY, "pk"),
            Exists(named_members().filter(mou=OuterRef("pk"))),
            company__status=VerificationStatus.VERIFIED,
        )
        .order_by("-signed_on", "-pk")
    )


def with_parties(rows: QuerySet[Mou]) -> QuerySet[Mou]:
    """With all that `entry_of` reads, in two queries however many rows there are."""
    members = MouMember.objects.order_by().filter(mou=OuterRef("pk")).values("mou")
    named = named_members().select_related("umkm__cluster", "umkm__village__district")
    coordinator = _agreed(Side.UMKM, "pk", "coordinator")
    return (
        rows.select_related("company", "programme", "coordinator")
        .annotate(
            member_count=Coalesce(Subquery(members.annotate(n=Count("pk")).values("n")), Value(0)),
            names_coordinator=coordinator & Q(coordinator__status=VerificationStatus.VERIFIED),
        )
        .prefetch_related(Prefetch("members", named.order_by("pk"), to_attr="named"))
    )


# ── What is told of each ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class ValueClass:
    """Between which amounts (whole rupiah) the value of an MoU lies: from `least` on, below `below`; None has no end."""

    least: int
    below: int | None

    @property
    def label(self) -> str:
        if self.below is None:
            return _("%(amount)s atau lebih") % {"amount": rupiah_short(self.least)}
        if not self.least:
            return _("di bawah %(amount)s") % {"amount": rupiah_short(self.below)}
        return _("%(least)s sampai di bawah %(below)s") % {
            "least": rupiah_short(self.least),
            "below": rupiah_short(self.below),
        }


def value_class(amount: int) -> ValueClass:
    """The class of an amount by settings.REGISTER_VALUE_LIMITS (whole rupiah, ascending)."""
    bounds = [0, *settings.REGISTER_VALUE_LIMITS]
    position = sum(amount >= bound for bound in bounds) - 1
    return ValueClass(
        bounds[position], bounds[position + 1] if position + 1 < len(bounds) else None
    )


@dataclass(frozen=True)
class Entry:
    """Everything that anybody is told of a partnership; pages, file and API have no other source."""

    number: int
    company: Company
    umkm: list[Umkm]
    others: int
    coordinator: Umkm | None
    clusters: list[Cluster]
    districts: list[District]
    value_class: ValueClass
    status: PublicStatus
    pattern: str
    pattern_label: str
    quarter: Quarter
    scope: str
    scope_label: str
    programme: str

    @property
    def url(self) -> str:
        return reverse("partnerships:register-entry", args=[self.number])

    @property
    def quarter_label(self) -> str:
        return quarters.short_name(self.quarter)

    @property
    def others_label(self) -> str:
        """ "2 UMKM lain", "" when all are named."""
        return _("%(count)s UMKM lain") % {"count": self.others} if self.others else ""

    @property
    def umkm_label(self) -> str:
        return ", ".join(
            [*(firm.name for firm in self.umkm), *([self.others_label] if self.others else [])]
        )


def entry_of(mou: Mou) -> Entry:
    """What is told of an MoU of `with_parties(listed())`."""
    firms = [member.umkm for member in mou.named]
    outside = mou.names_coordinator and mou.coordinator_id not in {firm.pk for firm in firms}
    return Entry(
        number=mou.pk,
        company=mou.company,
        umkm=firms,
        others=mou.member_count - len(firms),
        coordinator=mou.coordinator if outside else None,
        clusters=_once(firm.cluster for firm in firms),
        districts=_once(firm.village.district for firm in firms),
        value_class=value_class(mou.mou_rupiah),
        status=TOLD_AS[MouStatus(mou.status)],
        pattern=mou.pattern,
        pattern_label=mou.get_pattern_display(),
        quarter=(mou.signed_on.year, (mou.signed_on.month + 2) // 3),
        scope=mou.scope,
        scope_label=mou.get_scope_display(),
        programme=mou.programme.name if mou.programme else "",
    )


def _once(rows: Iterable) -> list:
    return list({row.pk: row for row in rows}.values())


# ── What a party has said ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Party:
    """Who is asked: the company of an MoU (`umkm` None), one of its UMKM, or the coordinator of a group."""

    mou: Mou
    umkm: Umkm | None = None
    answer: RegisterAnswer | None = None

    @property
    def key(self) -> str:
        return f"umkm-{self.umkm.pk}" if self.umkm else "company"

    @property
    def label(self) -> str:
        return str(self.umkm or self.mou.company)

    @property
    def agrees(self) -> bool | None:
        return None if self.answer is None else self.answer.agrees


def parties_of(mou: Mou) -> list[Party]:
    """All of an MoU with what they have said last: one query beside those for its members."""
    said = {
        row.umkm_id: row for row in mou.register_answers.in_force().select_related("recorded_by")
    }
    firms = [member.umkm for member in mou.members.all()]
    if mou.coordinator_id and mou.coordinator_id not in {firm.pk for firm in firms}:
        firms.append(mou.coordinator)
    return [Party(mou, firm, said.get(firm and firm.pk)) for firm in [None, *firms]]


def unanswered(umkm_ids: Iterable[int] = (), company_ids: Iterable[int] = ()) -> QuerySet[Mou]:
    """Live partnerships to which one of these has said neither yes nor no."""
    answers = RegisterAnswer.objects.in_force()
    said = answers.filter(mou=OuterRef("mou"), umkm=OuterRef("umkm"))
    silent = MouMember.objects.filter(~Exists(said), umkm__in=umkm_ids).values("mou")
    company_said = answers.filter(mou=OuterRef("pk"), side=Side.COMPANY)
    return (
        Mou.objects.live()
        .filter(Q(pk__in=silent) | (Q(company__in=company_ids) & ~Exists(company_said)))
        .select_related("company")
        .order_by(F("signed_on").asc(), "pk")
    )
