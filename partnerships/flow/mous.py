"""The state table of an MoU, from the first meeting to its end (and the conditions of each step)."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.workflow import Transition, Workflow, system_only
from partnerships import permissions
from partnerships.flow.actors import legal_officer, officer, officer_or_system
from partnerships.models import EndReason, MouStatus, TrialResult
from partnerships.models.mous import BINDING, LIVE, PREPARING
from partnerships.models.preparation import CLAUSES

# ── Conditions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _is_past(day, facts) -> Verdict:
    if day > (facts.get("today") or timezone.localdate()):
        return refused(_("Tanggal ini tidak boleh di masa depan."))
    return ALLOWED


def has_met(_mou, facts) -> Verdict:
    return _is_past(facts["held_on"], facts)


def has_no_open_trial(mou, facts) -> Verdict:
    if facts["due_on"] < (facts.get("today") or timezone.localdate()):
        return refused(_("Tenggat hasil uji tidak boleh sudah lewat."))
    last = mou.trials.last()
    if mou.status == MouStatus.TRIAL and last and last.verdict in {"", TrialResult.Outcome.TO_MEND}:
        return refused(_("Uji contoh sebelumnya belum selesai; catat hasilnya dahulu."))
    return ALLOWED


def has_passed_its_trial(mou, _facts) -> Verdict:
    last = mou.trials.last()
    if mou.status == MouStatus.TRIAL and last and last.verdict != TrialResult.Outcome.PASSED:
        return refused(
            _("Uji contoh belum lulus. Catat hasilnya, atau kembali ke negosiasi dengan alasan.")
        )
    return ALLOWED


def has_whole_terms(mou, facts) -> Verdict:
    """Shares are the whole, dates are in order, the value is one, and there is a number."""
    if sum(member.share_percent for member in mou.members.all()) != 100:
        return refused(_("Bagian untuk UMKM belum berjumlah 100 %."))
    if facts["ends_on"] <= facts["starts_on"]:
        return refused(_("Tanggal berakhir harus sesudah tanggal mulai."))
    if not facts["mou_rupiah"] or facts["mou_rupiah"] < 1:
        return refused(_("Nilai MoU harus lebih dari nol rupiah."))
    if not facts["number"].strip():
        return refused(_("Nomor MoU belum diisi."))
    return ALLOWED


def has_all_clauses(mou, facts) -> Verdict:
    if not all(facts.get(name) for name in CLAUSES):
        return refused(
            _("Kelima klausul wajib (UU 20/2008 Pasal 34) harus ada sebelum ditandatangani.")
        )
    if mou.has_foreign_party and not facts.get("is_bilingual"):
        return refused(
            _("Salah satu pihak asing: naskah harus dalam Bahasa Indonesia dan bahasa asing.")
        )
    return ALLOWED


def is_signed_by_now(mou, facts) -> Verdict:
    verdict = _is_past(facts["signed_on"], facts)
    if not verdict:
        return refused(_("Tanggal tanda tangan tidak boleh di masa depan."))
    if not facts["parties"]:
        return refused(_("Pilih paling sedikit satu pihak yang menandatangani."))
    if sum(member.share_percent for member in mou.members.all()) != 100:
        return refused(_("Bagian untuk UMKM belum berjumlah 100 %."))
    return ALLOWED


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────────────

MOU_FLOW = Workflow(
    Transition(
        "meet",
        gettext_lazy("Catat temu bisnis"),
        {MouStatus.NEGOTIATION},
        MouStatus.NEGOTIATION,
        who=officer,
        guard=has_met,
        needs_note=True,
        consequence=gettext_lazy("Tanggal dan hasilnya tercatat; kedua pihak membacanya."),
    ),
    Transition(
        "try",
        gettext_lazy("Mulai uji contoh"),
        {MouStatus.NEGOTIATION, MouStatus.TRIAL},
        MouStatus.TRIAL,
        who=officer,
        guard=has_no_open_trial,
        needs_note=True,
        consequence=gettext_lazy("Perusahaan diminta menilai contohnya sampai tenggat itu."),
    ),
    Transition(
        "judge",
        gettext_lazy("Catat hasil uji"),
        {MouStatus.TRIAL},
        MouStatus.TRIAL,
        who=permissions.may_judge_trial,
        tone="primary",
        consequence=gettext_lazy("Lulus, perlu perbaikan, atau gagal; UMKM membaca hasilnya."),
    ),
    Transition(
        "draft",
        gettext_lazy("Susun rancangan MoU"),
        {MouStatus.NEGOTIATION, MouStatus.TRIAL},
        MouStatus.DRAFT,
        who=officer,
        guard=has_passed_its_trial,
        tone="primary",
        consequence=gettext_lazy("Bagian setiap UMKM masih dapat diubah sampai diperiksa."),
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
        "submit",
        gettext_lazy("Ajukan pemeriksaan hukum"),
        {MouStatus.DRAFT},
        MouStatus.LEGAL_CHECK,
        who=officer,
        guard=has_whole_terms,
        tone="primary",
        consequence=gettext_lazy("Nomor, masa, dan nilai ditetapkan; naskah diperiksa."),
    ),
    Transition(
        "approve",
        gettext_lazy("Nyatakan lulus pemeriksaan"),
        {MouStatus.LEGAL_CHECK},
        MouStatus.SIGNING,
        who=legal_officer,
        guard=has_all_clauses,
        tone="primary",
        consequence=gettext_lazy("Setiap pihak diminta menandatangani."),
    ),
    Transition(
        "send_back",
        gettext_lazy("Kembalikan ke rancangan"),
        {MouStatus.LEGAL_CHECK},
        MouStatus.DRAFT,
        who=legal_officer,
        needs_note=True,
        consequence=gettext_lazy("Naskah diperbaiki menurut catatan Anda, lalu diperiksa lagi."),
    ),
    Transition(
        "sign",
        gettext_lazy("Catat tanda tangan"),
        {MouStatus.SIGNING},
        MouStatus.SIGNING,
        who=permissions.may_sign,
        guard=is_signed_by_now,
        tone="primary",
        consequence=gettext_lazy("MoU berlaku dan dibekukan setelah semua pihak menandatangani."),
    ),
    Transition(
        "redraft",
        gettext_lazy("Batalkan penandatanganan"),
        {MouStatus.SIGNING},
        MouStatus.DRAFT,
        who=officer,
        needs_note=True,
        consequence=gettext_lazy("Tanda tangan yang sudah ada batal; naskah disusun lagi."),
    ),
    Transition(
        "seal",
        gettext_lazy("Semua pihak menandatangani"),
        {MouStatus.SIGNING},
        MouStatus.SIGNED,
        who=system_only,
    ),
    Transition(
        "run",
        gettext_lazy("Kontrak berjalan"),
        {MouStatus.SIGNED},
        MouStatus.RUNNING,
        who=system_only,
    ),
    Transition(
        "sleep",
        gettext_lazy("Tertidur"),
        {MouStatus.SIGNED, MouStatus.RUNNING, MouStatus.EXTENDED},
        MouStatus.SLEEPING,
        who=system_only,
    ),
    Transition(
        "wake",
        gettext_lazy("Bangun"),
        {MouStatus.SLEEPING},
        MouStatus.RUNNING,
        who=system_only,
    ),
    Transition(
        "extend",
        gettext_lazy("Diperpanjang"),
        set(LIVE),
        MouStatus.EXTENDED,
        who=system_only,
    ),
    Transition(
        "dispute",
        gettext_lazy("Ajukan sengketa"),
        set(LIVE),
        MouStatus.IN_DISPUTE,
        who=permissions.may_dispute,
        needs_note=True,
        tone="danger",
        consequence=gettext_lazy("Tulis kronologinya; petugas memediasi kedua pihak."),
    ),
    Transition(
        "resume_signed",
        gettext_lazy("Sengketa selesai, belum ada kontrak"),
        {MouStatus.IN_DISPUTE},
        MouStatus.SIGNED,
        who=system_only,
    ),
    Transition(
        "resume",
        gettext_lazy("Sengketa selesai, kontrak berjalan"),
        {MouStatus.IN_DISPUTE},
        MouStatus.RUNNING,
        who=system_only,
    ),
    Transition(
        "complete",
        gettext_lazy("Nyatakan selesai"),
        set(LIVE),
        MouStatus.COMPLETED,
        who=officer_or_system,
        consequence=gettext_lazy("Kemitraan ditutup; kedua pihak diminta menulis evaluasi."),
    ),
    Transition(
        "terminate",
        gettext_lazy("Hentikan"),
        set(BINDING),
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
