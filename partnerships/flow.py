"""The state tables where both sides meet: suggestion, group, MoU, entry of the ledger."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.workflow import Transition, Workflow, system_only
from partnerships import permissions
from partnerships.models import (
    DeclineReason,
    EndReason,
    EntryStatus,
    GroupStatus,
    MouMember,
    MouStatus,
    SuggestionStatus,
)
from partnerships.models.mous import LIVE, PREPARING

# ── Suggestion ───────────────────────────────────────────────────────────────────────────────────────────────────────


def has_no_mou(suggestion, _facts) -> Verdict:
    if MouMember.objects.filter(suggestion=suggestion).exists():
        return refused(_("Saran ini sudah menjadi MoU; akhiri lewat halaman MoU."))
    return ALLOWED


SUGGESTION_FLOW = Workflow(
    Transition(
        "propose",
        gettext_lazy("Usulkan kepada kedua pihak"),
        {SuggestionStatus.SUGGESTED},
        SuggestionStatus.PROPOSED,
        who=lambda actor, suggestion: permissions.is_officer(actor),
        tone="primary",
        consequence=gettext_lazy("Kedua pihak melihatnya di meja kerja mereka."),
    ),
    Transition(
        "umkm_interested",
        gettext_lazy("Kami berminat"),
        {SuggestionStatus.SUGGESTED, SuggestionStatus.PROPOSED},
        SuggestionStatus.UMKM_INTERESTED,
        who=permissions.answers_for_umkm,
        tone="primary",
        consequence=gettext_lazy("Perusahaan diminta menjawab; kontak Anda belum terlihat."),
    ),
    Transition(
        "umkm_agrees",
        gettext_lazy("Kami juga berminat"),
        {SuggestionStatus.COMPANY_INTERESTED},
        SuggestionStatus.MATCHED,
        who=permissions.answers_for_umkm,
        tone="primary",
        consequence=gettext_lazy("Kontak kedua pihak terbuka; petugas mengatur temu bisnis."),
    ),
    Transition(
        "company_interested",
        gettext_lazy("Kami berminat"),
        {SuggestionStatus.SUGGESTED, SuggestionStatus.PROPOSED},
        SuggestionStatus.COMPANY_INTERESTED,
        who=permissions.answers_for_company,
        tone="primary",
        consequence=gettext_lazy("UMKM diminta menjawab; kontak Anda belum terlihat."),
    ),
    Transition(
        "company_agrees",
        gettext_lazy("Kami juga berminat"),
        {SuggestionStatus.UMKM_INTERESTED},
        SuggestionStatus.MATCHED,
        who=permissions.answers_for_company,
        tone="primary",
        consequence=gettext_lazy("Kontak kedua pihak terbuka; petugas mengatur temu bisnis."),
    ),
    Transition(
        "decline",
        gettext_lazy("Tidak berminat"),
        {
            SuggestionStatus.SUGGESTED,
            SuggestionStatus.PROPOSED,
            SuggestionStatus.UMKM_INTERESTED,
            SuggestionStatus.COMPANY_INTERESTED,
            SuggestionStatus.MATCHED,
        },
        SuggestionStatus.DECLINED,
        who=permissions.is_party,
        guard=has_no_mou,
        reasons=DeclineReason,
        consequence=gettext_lazy("Saran ditutup; alasan Anda memperbaiki saran berikutnya."),
    ),
    Transition(
        "rule_out",
        gettext_lazy("Kesampingkan"),
        {
            SuggestionStatus.SUGGESTED,
            SuggestionStatus.PROPOSED,
            SuggestionStatus.UMKM_INTERESTED,
            SuggestionStatus.COMPANY_INTERESTED,
        },
        SuggestionStatus.DECLINED,
        who=lambda actor, suggestion: permissions.is_officer(actor),
        needs_note=True,
        consequence=gettext_lazy(
            "Pasangan ini tidak disarankan lagi oleh mesin; alasan Anda disimpan dan dapat dibaca kedua pihak."
        ),
    ),
    Transition(
        "reopen",
        gettext_lazy("Buka kembali"),
        {SuggestionStatus.DECLINED},
        SuggestionStatus.PROPOSED,
        who=lambda actor, suggestion: permissions.is_officer(actor),
        needs_note=True,
        consequence=gettext_lazy("Kedua pihak diminta menjawab sekali lagi."),
    ),
    Transition(
        "nominate",
        gettext_lazy("Usulkan walau mesin menariknya"),
        {SuggestionStatus.WITHDRAWN},
        SuggestionStatus.PROPOSED,
        who=lambda actor, suggestion: permissions.is_officer(actor),
        needs_note=True,
        consequence=gettext_lazy(
            "Kedua pihak diminta menjawab; alasan Anda mengesampingkan mesin dan dapat mereka baca."
        ),
    ),
    Transition(
        "withdraw",
        gettext_lazy("Tarik"),
        {SuggestionStatus.SUGGESTED},
        SuggestionStatus.WITHDRAWN,
        who=system_only,
    ),
    Transition(
        "suggest_again",
        gettext_lazy("Sarankan lagi"),
        {SuggestionStatus.WITHDRAWN},
        SuggestionStatus.SUGGESTED,
        who=system_only,
    ),
)

# ── Group ────────────────────────────────────────────────────────────────────────────────────────────────────────────

GROUP_FLOW = Workflow(
    Transition(
        "take",
        gettext_lazy("Undang kelompok ini"),
        {GroupStatus.PROPOSED},
        GroupStatus.TAKEN,
        who=lambda actor, group: permissions.is_officer(actor),
        tone="primary",
        consequence=gettext_lazy(
            "Semua anggota dan perusahaan diminta menjawab; kapasitasnya tetap disisihkan."
        ),
    ),
    Transition(
        "decline",
        gettext_lazy("Tidak dipakai"),
        {GroupStatus.PROPOSED, GroupStatus.TAKEN},
        GroupStatus.DECLINED,
        who=lambda actor, group: permissions.is_officer(actor),
        needs_note=True,
        consequence=gettext_lazy("Kapasitas para anggota bebas lagi; alasan Anda disimpan."),
    ),
    Transition(
        "withdraw",
        gettext_lazy("Tarik"),
        {GroupStatus.PROPOSED},
        GroupStatus.WITHDRAWN,
        who=system_only,
    ),
)

# ── MoU ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def officer(actor, _mou) -> Verdict:
    return permissions.is_officer(actor)


def officer_or_system(actor, _mou) -> Verdict:
    return ALLOWED if actor is None else permissions.is_officer(actor)


def is_ready_to_sign(mou, facts) -> Verdict:
    """Shares are the whole, dates are in order, and nobody signs in the future."""
    today = facts.get("today") or timezone.localdate()
    if sum(member.share_percent for member in mou.members.all()) != 100:
        return refused(_("Bagian para UMKM belum berjumlah 100 %."))
    if facts["signed_on"] > today:
        return refused(_("Tanggal tanda tangan tidak boleh di masa depan."))
    if facts["ends_on"] <= facts["starts_on"]:
        return refused(_("Tanggal berakhir harus sesudah tanggal mulai."))
    if not facts["mou_rupiah"] or facts["mou_rupiah"] < 1:
        return refused(_("Nilai MoU harus lebih dari nol rupiah."))
    if not facts["number"].strip():
        return refused(_("Nomor MoU belum diisi."))
    return ALLOWED


MOU_FLOW = Workflow(
    Transition(
        "try",
        gettext_lazy("Mulai uji contoh"),
        {MouStatus.NEGOTIATION},
        MouStatus.TRIAL,
        who=officer,
        needs_note=True,
        consequence=gettext_lazy("Catat contoh apa yang diuji dan kapan hasilnya."),
    ),
    Transition(
        "draft",
        gettext_lazy("Susun rancangan MoU"),
        {MouStatus.NEGOTIATION, MouStatus.TRIAL},
        MouStatus.DRAFT,
        who=officer,
        tone="primary",
        consequence=gettext_lazy("Bagian setiap UMKM masih dapat diubah sampai ditandatangani."),
    ),
    Transition(
        "renegotiate",
        gettext_lazy("Kembali ke negosiasi"),
        {MouStatus.TRIAL, MouStatus.DRAFT},
        MouStatus.NEGOTIATION,
        who=officer,
        needs_note=True,
        consequence=gettext_lazy("Para pihak berunding lagi; catatan Anda menjelaskan sebabnya."),
    ),
    Transition(
        "sign",
        gettext_lazy("Catat tanda tangan"),
        {MouStatus.DRAFT},
        MouStatus.SIGNED,
        who=officer,
        guard=is_ready_to_sign,
        tone="primary",
        consequence=gettext_lazy("Isi MoU dibekukan; nilai MoU masuk ke dasbor."),
    ),
    Transition(
        "run",
        gettext_lazy("Kontrak berjalan"),
        {MouStatus.SIGNED},
        MouStatus.RUNNING,
        who=system_only,
    ),
    Transition(
        "complete",
        gettext_lazy("Nyatakan selesai"),
        set(LIVE),
        MouStatus.COMPLETED,
        who=officer_or_system,
        consequence=gettext_lazy("Kemitraan ditutup sebagai selesai; buku besarnya tetap ada."),
    ),
    Transition(
        "terminate",
        gettext_lazy("Hentikan"),
        set(LIVE),
        MouStatus.TERMINATED,
        who=officer,
        reasons=EndReason,
        needs_note=True,
        tone="danger",
        consequence=gettext_lazy("Kemitraan berhenti sebelum waktunya; sebabnya tercatat."),
    ),
    Transition(
        "cancel",
        gettext_lazy("Batalkan"),
        set(PREPARING),
        MouStatus.CANCELLED,
        who=officer,
        reasons=EndReason,
        tone="danger",
        consequence=gettext_lazy("Tidak jadi MoU; sebabnya tercatat."),
    ),
)

# ── Entries of the ledger: the same table for a contract and for a realisation ───────────────────────────────────────


def _entry_flow(may_confirm) -> Workflow:
    return Workflow(
        Transition(
            "confirm",
            gettext_lazy("Benar, konfirmasi"),
            {EntryStatus.ENTERED, EntryStatus.DISPUTED},
            EntryStatus.CONFIRMED,
            who=may_confirm,
            tone="primary",
            consequence=gettext_lazy("Nilai ini dihitung sebagai diakui kedua pihak."),
        ),
        Transition(
            "confirm_on_behalf",
            gettext_lazy("Konfirmasi atas nama pihak lain"),
            {EntryStatus.ENTERED, EntryStatus.DISPUTED},
            EntryStatus.CONFIRMED,
            who=permissions.may_confirm_on_behalf,
            needs_note=True,
            consequence=gettext_lazy("Sebut surat, kunjungan, atau bukti yang Anda pegang."),
        ),
        Transition(
            "dispute",
            gettext_lazy("Tidak benar"),
            {EntryStatus.ENTERED},
            EntryStatus.DISPUTED,
            who=may_confirm,
            needs_note=True,
            tone="danger",
            consequence=gettext_lazy("Nilai ini tidak dihitung; pencatat melihat keberatan Anda."),
        ),
        Transition(
            "correct",
            gettext_lazy("Perbaiki catatan"),
            {EntryStatus.ENTERED, EntryStatus.DISPUTED},
            EntryStatus.ENTERED,
            who=permissions.may_correct,
            consequence=gettext_lazy("Pihak lain diminta mengonfirmasi nilai yang baru."),
        ),
    )


CONTRACT_FLOW = _entry_flow(permissions.may_confirm_contract)
REALISATION_FLOW = _entry_flow(permissions.may_confirm_realisation)
