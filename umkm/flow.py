"""The state tables of supply: an UMKM, a membership, a request for facilitation."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.verification import verification_flow
from kemitraan.workflow import Transition, Workflow
from umkm.models import DataRequest, FacilitationRequest, Membership, RejectReason
from umkm.permissions import (
    answers_data_request,
    answers_membership,
    asked_facilitation,
    asked_for_data,
    ends_membership,
    may_verify,
    serves,
    speaks_for,
)


def offers_something(umkm, _facts) -> Verdict:
    if umkm.merged_into_id or umkm.erased_at:
        return refused(_("UMKM ini sudah digabung ke UMKM lain, atau datanya sudah dihapus."))
    if any(product.is_active for product in umkm.products.all()):
        return ALLOWED
    return refused(_("Belum ada produk. Catat paling sedikit satu produk sebelum memverifikasi."))


UMKM_FLOW = verification_flow(
    officer=may_verify, keeper=speaks_for, guard=offers_something, reject_reasons=RejectReason
)

_member = Membership.Status

MEMBERSHIP_FLOW = Workflow(
    Transition(
        "accept",
        gettext_lazy("Terima"),
        {_member.ASKED},
        _member.ACCEPTED,
        who=answers_membership,
        tone="primary",
        consequence=gettext_lazy("Tercatat sebagai anggota kelompok."),
    ),
    Transition(
        "decline",
        gettext_lazy("Tolak"),
        {_member.ASKED},
        _member.DECLINED,
        who=answers_membership,
        consequence=gettext_lazy("Permintaan ditutup; dapat diajukan lagi."),
    ),
    Transition(
        "end",
        gettext_lazy("Akhiri keanggotaan"),
        {_member.ASKED, _member.ACCEPTED},
        _member.ENDED,
        who=ends_membership,
        consequence=gettext_lazy("Tidak lagi tercatat sebagai anggota."),
    ),
)

_asked = FacilitationRequest.Status

FACILITATION_FLOW = Workflow(
    Transition(
        "take_up",
        gettext_lazy("Tangani"),
        {_asked.ASKED},
        _asked.TAKEN_UP,
        who=serves,
        tone="primary",
        consequence=gettext_lazy("UMKM melihat bahwa permintaannya sedang ditangani."),
    ),
    Transition(
        "answer",
        gettext_lazy("Jawab"),
        {_asked.ASKED, _asked.TAKEN_UP, _asked.ANSWERED},
        _asked.ANSWERED,
        who=serves,
        needs_note=True,
        tone="primary",
        consequence=gettext_lazy("UMKM membaca jawaban Anda dan langkah berikutnya."),
    ),
    Transition(
        "complete",
        gettext_lazy("Selesai"),
        {_asked.TAKEN_UP, _asked.ANSWERED},
        _asked.DONE,
        who=serves,
        consequence=gettext_lazy("Yang diminta sudah diperoleh; permintaan ditutup."),
    ),
    Transition(
        "refuse",
        gettext_lazy("Tidak dapat dipenuhi"),
        {_asked.ASKED, _asked.TAKEN_UP, _asked.ANSWERED},
        _asked.REFUSED,
        who=serves,
        needs_note=True,
        tone="danger",
        consequence=gettext_lazy("Permintaan ditutup; UMKM membaca sebabnya."),
    ),
    Transition(
        "withdraw",
        gettext_lazy("Batalkan permintaan"),
        {_asked.ASKED, _asked.TAKEN_UP, _asked.ANSWERED},
        _asked.WITHDRAWN,
        who=asked_facilitation,
        consequence=gettext_lazy("Permintaan ditutup; dapat diajukan lagi."),
    ),
)

_data = DataRequest.Status

DATA_REQUEST_FLOW = Workflow(
    Transition(
        "fulfil",
        gettext_lazy("Laksanakan"),
        {_data.OPEN},
        _data.DONE,
        who=answers_data_request,
        tone="danger",
        consequence=gettext_lazy(
            "Data pribadi dihapus untuk selamanya, kecuali yang wajib disimpan; pemohon diberi tahu."
        ),
    ),
    Transition(
        "refuse",
        gettext_lazy("Tidak dapat dilaksanakan"),
        {_data.OPEN},
        _data.REFUSED,
        who=answers_data_request,
        needs_note=True,
        consequence=gettext_lazy("Permintaan ditutup; pemohon membaca sebabnya."),
    ),
    Transition(
        "cancel",
        gettext_lazy("Batalkan permintaan"),
        {_data.OPEN},
        _data.CANCELLED,
        who=asked_for_data,
        consequence=gettext_lazy("Data tetap disimpan; permintaan dapat diajukan lagi."),
    ),
)
