"""What became of the best suggestions: partnerships in every state, played by the people themselves through the services."""

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.services import open_account as open_company_account
from kemitraan.accounts.models import User
from partnerships.demo.group_story import play_group
from partnerships.demo.papers import scan
from partnerships.demo.publicity import fill_register, save_drives
from partnerships.models import (
    Contract,
    DeclineReason,
    EndReason,
    Mou,
    MouStatus,
    PartnershipProgramme,
    Scope,
    Side,
    Source,
    Suggestion,
    SuggestionStatus,
    TrialResult,
)
from partnerships.models.disclosures import Door
from partnerships.models.preparation import CLAUSES
from partnerships.services import (
    amendments,
    disputes,
    ledger,
    mous,
    preparation,
    reported,
    signatures,
    suggestions,
)
from partnerships.services.disclosures import note_contacts_seen
from partnerships.services.documents import issue_document
from partnerships.services.programmes import save_programme
from umkm.services import open_account as open_umkm_account

#: Where QR codes of the demo lead: an address that is nobody's (RFC 2606).
PORTAL = "https://kemitraan.example"
#: (how far a partnership has come, how many of them in the demo)
STAGES = (
    ("waiting_company", 5),
    ("waiting_umkm", 5),
    ("declined", 4),
    ("proposed", 4),
    ("matched", 4),
    ("negotiation", 2),
    ("trial", 2),
    ("draft", 1),
    ("legal_check", 1),
    ("signing", 2),
    ("cancelled", 1),
    ("signed", 3),
    ("sleeping", 1),
    ("contract_waiting", 1),
    ("in_dispute", 1),
    ("terminated", 1),
    ("completed", 1),
    ("extended", 1),
    ("unanswered", 1),
    ("running", 6),
)

#: Days since the first meeting where the stage says more than chance: who booked nothing for too long would be asleep.
BEGUN = {
    "completed": 400,
    "sleeping": 230,
    "unanswered": 220,
    "contract_waiting": 120,
    "signed": 90,
    "signing": 60,
}


class Story:
    """Plays one partnership after the other, each to its stage; dates lie in the months before `now`."""

    def __init__(self, *, officer: User, verifier: User, seed: int, now: datetime):
        self.verifier = verifier
        self.officer, self.now = officer, now
        self.chance = random.Random(f"{seed}/story")
        self.number = 0

    def play(self) -> int:
        """How many suggestions became part of the story."""
        cast = self._cast(sum(count for _stage, count in STAGES))
        stages = [stage for stage, count in STAGES for _ in range(count)]
        # What has gone furthest stands with the best suggestions, whose firms get the ready accounts.
        for suggestion, stage in zip(cast, reversed(stages), strict=False):
            self._play_one(suggestion, stage)
        play_group(self)
        self._drives_and_reports()
        return min(len(cast), len(stages))

    def _cast(self, wanted: int) -> list[Suggestion]:
        """The best suggestions, each UMKM once and each need at most twice."""
        cast, firms, needs = [], set(), {}
        rows = Suggestion.objects.filter(status=SuggestionStatus.SUGGESTED).with_labels()
        for row in rows.order_by("-score", "pk")[: wanted * 30]:
            if row.umkm_id in firms or needs.get(row.need_id, 0) >= 2:
                continue
            firms.add(row.umkm_id)
            needs[row.need_id] = needs.get(row.need_id, 0) + 1
            cast.append(row)
            if len(cast) == wanted:
                break
        return cast

    def _play_one(self, suggestion: Suggestion, stage: str) -> None:
        owner, buyer = self.owner_of(suggestion), self.buyer_of(suggestion)
        if stage == "proposed":
            suggestions.propose(
                suggestion, actor=self.officer, note="Cocok menurut kunjungan lapangan."
            )
            return
        if stage == "waiting_umkm":
            self.suggested(suggestion, 8)
            suggestions.show_interest(suggestion, actor=buyer, now=self.ago(6))
            return
        # Partnerships began long ago; what still waits for an answer is a few days old.
        begun = BEGUN.get(stage) or self.chance.randint(150, 260)
        answered = 9 if stage in {"waiting_company", "declined", "matched"} else begun + 3
        self.suggested(suggestion, answered + self.chance.randint(2, 12))
        suggestions.show_interest(suggestion, actor=owner, now=self.ago(answered))
        if stage == "waiting_company":
            return
        if stage == "declined":
            suggestions.decline(
                suggestion,
                actor=buyer,
                reason=self.chance.choice(list(DeclineReason.values)),
                note="Terima kasih, belum sesuai untuk saat ini.",
                now=self.ago(4),
            )
            return
        matched = suggestions.show_interest(suggestion, actor=buyer, now=self.ago(answered - 1))
        seen = {"door": Door.PAGE, "now": self.ago(answered - 1)}
        note_contacts_seen([matched], whose=[Side.UMKM], by=buyer, **seen)
        note_contacts_seen([matched], whose=[Side.COMPANY], by=owner, **seen)
        if stage != "matched":
            self.partnership([(suggestion, owner)], buyer, stage, begun)

    def suggested(self, suggestion: Suggestion, days: int) -> None:
        """Whoever answered long ago was asked before."""
        Suggestion.objects.filter(pk=suggestion.pk).update(created_at=self.ago(days))

    def partnership(
        self,
        members: Sequence[tuple[Suggestion, User]],
        buyer: User,
        stage: str,
        begun: int,
        divide: Callable[[Mou], Mou] = lambda mou: mou,
    ) -> None:
        """From the first meeting to the stage; `members` are the UMKM with their owners, `divide` gives them their shares."""
        officer, owner = {"actor": self.officer}, members[0][1]
        opened = mous.open_mou(
            [suggestion for suggestion, _owner in members], **officer, now=self.ago(begun)
        )
        mou = divide(opened)
        if stage == "negotiation":
            return
        if stage == "cancelled":
            mous.change_mou_status(
                mou,
                "cancel",
                **officer,
                reason=EndReason.PRICE,
                note="Harga belum bertemu.",
                now=self.ago(begun - 20),
            )
            return
        mou = preparation.meet(
            mou,
            **officer,
            held_on=timezone.localdate(self.ago(begun - 5)),
            place="Kantor DPMPTSP",
            note="Sepakat menguji contoh dahulu; harga dan tempo dibahas setelahnya.",
            now=self.ago(begun - 5),
        )
        mou = preparation.order_trial(
            mou,
            **officer,
            due_on=timezone.localdate(self.ago(begun - 24)),
            note="Contoh pertama, diuji dua minggu.",
            now=self.ago(begun - 10),
        )
        if stage == "trial":
            return
        if self.chance.random() < 0.4:
            preparation.judge_trial(
                mou,
                actor=buyer,
                outcome=TrialResult.Outcome.TO_MEND,
                fixes="Jahitan tepi dirapikan; label ukuran ditambahkan.",
                now=self.ago(begun - 18),
            )
        preparation.judge_trial(
            mou,
            actor=buyer,
            outcome=TrialResult.Outcome.PASSED,
            note="Contoh diterima.",
            now=self.ago(begun - 24),
        )
        mou = mous.change_mou_status(mou, "draft", **officer, now=self.ago(begun - 25))
        if stage == "draft":
            self._number(mou)
            return
        ends_in = -10 if stage == "completed" else max(120, 425 - begun)
        mou = self._submit(mou, begun - 30, ends_in=ends_in)
        if stage == "legal_check":
            return
        mou = preparation.check_draft(
            mou,
            **officer,
            passes=True,
            note="Lengkap.",
            now=self.ago(begun - 33),
            **dict.fromkeys([*CLAUSES, "is_bilingual"], True),
        )
        mou = self._sign(mou, begun - 40, all_parties=stage != "signing")
        if stage in {"signed", "signing"}:
            return
        if stage == "sleeping":
            mous.put_to_sleep(now=self.now)
            return
        contract = self._contract(mou, buyer, begun - 55)
        if stage == "contract_waiting":
            return
        contract = ledger.change_entry_status(
            contract, "confirm", actor=owner, now=self.ago(begun - 60)
        )
        # Where the company answers nothing, its UMKM books what it delivers all the same.
        answering = None if stage == "unanswered" else buyer
        for suggestion, owner_of_member in members:
            self._realise(contract, suggestion, owner_of_member, answering, len(members))
        mou.refresh_from_db()
        self._end(mou, stage, owner)

    def _end(self, mou: Mou, stage: str, owner: User) -> None:
        officer = {"actor": self.officer}
        if stage == "terminated":
            mous.change_mou_status(
                mou,
                "terminate",
                **officer,
                reason=EndReason.PAYMENT,
                note="Pembayaran terlambat berulang kali.",
                now=self.ago(12),
            )
        if stage == "completed":
            mous.complete_past_end(now=self.now)
        if stage == "in_dispute":
            disputes.open_dispute(
                mou,
                actor=owner,
                note="Dua kiriman terakhir belum dibayar; tiga kali ditagih lewat telepon.",
                now=self.ago(9),
            )
            disputes.change_dispute_status(
                mou.disputes.get(),
                "mediate",
                **officer,
                note="Kedua pihak bertemu di kantor DPMPTSP; perusahaan menjanjikan jadwal bayar.",
                now=self.ago(4),
            )
        if stage == "extended":
            amendment = amendments.write_amendment(
                mou,
                **officer,
                why="Pesanan berlanjut satu tahun.",
                ends_on=mou.ends_on + timedelta(days=365),
                now=self.ago(8),
            )
            signatures.sign(
                amendment,
                **officer,
                parties=signatures.missing_parties(mou, amendment),
                signed_on=timezone.localdate(self.ago(6)),
                upload=scan(f"Amandemen 1 atas {mou.number}", "Ditandatangani semua pihak."),
                now=self.ago(6),
            )

    def _number(self, mou: Mou) -> None:
        """Ready to be signed: its document has a number and a page that verifies it."""
        issue_document(
            mou,
            actor=self.officer,
            portal=_("Kemitraan"),
            address=lambda code: f"{PORTAL}{reverse('partnerships:document-verify', args=[code])}",
            now=self.ago(2),
        )

    def _submit(self, mou: Mou, days: int, *, ends_in: int) -> Mou:
        self.number += 1
        day = timezone.localdate(self.ago(days))
        return preparation.submit_draft(
            mou,
            actor=self.officer,
            number=f"{self.number:03d}/MOU/KEMITRAAN/{day.year}",
            starts_on=day,
            ends_on=timezone.localdate(self.now) + timedelta(days=ends_in),
            mou_rupiah=_share_of(mou.potential_rupiah, self.chance.uniform(0.5, 0.9)),
            now=self.ago(days),
        )

    def _sign(self, mou: Mou, days: int, *, all_parties: bool) -> Mou:
        """By everybody, or by the company alone."""
        signed = self.ago(days)
        missing = signatures.missing_parties(mou)
        return signatures.sign(
            mou,
            actor=self.officer,
            parties=missing if all_parties else missing[:1],
            signed_on=timezone.localdate(signed),
            signed_by=mou.company.contact_name if not all_parties else "",
            upload=scan(f"MoU {mou.number}", mou.title, "Contoh berkas bertanda tangan."),
            now=signed,
        )

    def _contract(self, mou: Mou, buyer: User, days: int) -> Contract:
        at = self.ago(days)
        day = timezone.localdate(at)
        return ledger.enter_contract(
            mou,
            actor=buyer,
            kind=self.chance.choice(Contract.Kind.values),
            document=f"PO-{day.year}-{self.number:04d}",
            signed_on=day,
            starts_on=day,
            ends_on=mou.ends_on,
            value_rupiah=_share_of(mou.mou_rupiah, self.chance.uniform(0.4, 0.8)),
            now=at,
        )

    def _realise(
        self,
        contract: Contract,
        suggestion: Suggestion,
        owner: User,
        buyer: User | None,
        among: int,
    ) -> None:
        """A row for each quarter since the contract began; the newest still waits for the company, and all without a buyer."""
        quarters = _quarters(contract.starts_on, timezone.localdate(self.now))
        need = suggestion.need
        for position, (year, quarter) in enumerate(quarters):
            value = _share_of(contract.value_rupiah, self.chance.uniform(0.08, 0.2) / among)
            at = min(self.now, _end_of(year, quarter) + timedelta(days=6))
            row = ledger.enter_realisation(
                contract,
                umkm=suggestion.umkm,
                actor=owner,
                year=year,
                quarter=quarter,
                volume=max(1, value // max(1, need.price_ceiling or 1)),
                value_rupiah=value,
                document=f"FAKTUR-{year}-{quarter}-{contract.pk}-{suggestion.umkm_id}",
                on_time_percent=self.chance.choice([80, 90, 95, 100, 100]),
                rejected_percent=self.chance.choice([0, 0, 1, 3]),
                paid_days_late=self.chance.choice([0, 0, 0, 5, 21]),
                jobs_women_kept=self.chance.randint(1, 6),
                jobs_women_new=self.chance.choice([0, 0, 1, 2]),
                jobs_men_kept=self.chance.randint(0, 4),
                jobs_men_new=self.chance.choice([0, 0, 1]),
                coaching=self.chance.choice(["", "", "Pelatihan mutu satu hari"]),
                source=Source.INVOICE,
                now=at,
            )
            if buyer is None:
                continue
            if position == len(quarters) - 2 and self.number % 4 == 0:
                ledger.change_entry_status(
                    row,
                    "dispute",
                    actor=buyer,
                    note="Dua kiriman menurut kami belum diterima.",
                    claimed_rupiah=_share_of(value, 0.8),
                    now=min(self.now, at + timedelta(days=3)),
                )
            elif position < len(quarters) - 1:
                ledger.change_entry_status(
                    row, "confirm", actor=buyer, now=min(self.now, at + timedelta(days=3))
                )

    def _drives_and_reports(self) -> None:
        """What sources say of national drives, and two partnerships that no office knew of."""
        save_drives(actor=self.officer)
        fill_register(officer=self.officer, now=self.ago(2))
        fair = save_programme(
            PartnershipProgramme(
                name="Temu kemitraan provinsi",
                held_on=timezone.localdate(self.ago(240)),
                scope=Scope.PROVINCE,
                source="Undangan dinas provinsi",
            ),
            actor=self.officer,
        )
        for mou in Mou.objects.filter(status__in=(MouStatus.SIGNED, MouStatus.RUNNING))[:2]:
            mous.classify(mou, actor=self.officer, scope=Scope.PROVINCE, programme=fair)
        running = Mou.objects.filter(status=MouStatus.RUNNING).order_by("pk")[:2]
        for position, mou in enumerate(running):
            firm = mou.members.first().umkm
            report = reported.report_partnership(
                actor=firm.members.first().user,
                reporter=firm,
                other_name=mou.company.name,
                what="Pasokan rutin sejak sebelum portal ada",
                pattern=mou.pattern,
                since=timezone.localdate(self.ago(900)),
                value_rupiah=180_000_000,
                now=self.ago(5 - position),
            )
            if position == 0:
                reported.invite_other_side(
                    report, actor=self.officer, other=mou.company, now=self.ago(3)
                )

    # ── People and dates ─────────────────────────────────────────────────────────────────────────────────────────────

    def owner_of(self, suggestion: Suggestion) -> User:
        member = suggestion.umkm.members.select_related("user").first()
        return (
            member.user
            if member
            else open_umkm_account(suggestion.umkm, password=None, actor=self.verifier)
        )

    def buyer_of(self, suggestion: Suggestion) -> User:
        company = suggestion.need.company
        member = company.members.select_related("user").first()
        return (
            member.user
            if member
            else open_company_account(company, password=None, actor=self.officer)
        )

    def ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)


def _share_of(value: int, share: float) -> int:
    """A round part of an amount, never nothing."""
    return max(100_000, round(value * share / 100_000) * 100_000)


def _quarters(first: date, last: date) -> list[tuple[int, int]]:
    year, quarter = ledger.quarter_of(first)
    quarters = []
    while (year, quarter) <= ledger.quarter_of(last):
        quarters.append((year, quarter))
        year, quarter = (year + 1, 1) if quarter == 4 else (year, quarter + 1)
    return quarters


def _end_of(year: int, quarter: int) -> datetime:
    first = date(year + 1, 1, 1) if quarter == 4 else date(year, quarter * 3 + 1, 1)
    return timezone.make_aware(datetime.combine(first - timedelta(days=1), time(12)))
