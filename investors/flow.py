"""The state tables of a company and of a need."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investors.models import CloseReason, CompanyRejectReason, NeedStatus
from investors.permissions import acts_for, may_edit_need, may_verify
from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.verification import VerificationStatus, verification_flow
from kemitraan.workflow import Transition, Workflow, system_only

COMPANY_FLOW = verification_flow(
    officer=may_verify, keeper=acts_for, reject_reasons=CompanyRejectReason
)


def company_is_verified(need, facts) -> Verdict:
    if need.company.status != VerificationStatus.VERIFIED:
        return refused(
            _(
                "Perusahaan belum terverifikasi: kebutuhan tersimpan sebagai konsep sampai petugas memeriksanya."
            )
        )
    overdue = need.valid_until < (facts.get("today") or timezone.localdate())
    if overdue and need.status == NeedStatus.DRAFT:
        return refused(_("Tanggal berlakunya sudah lewat. Ubah tanggal sebelum membuka kebutuhan."))
    return ALLOWED


NEED_FLOW = Workflow(
    Transition(
        "open",
        gettext_lazy("Buka kebutuhan"),
        {NeedStatus.DRAFT, NeedStatus.CLOSED, NeedStatus.EXPIRED},
        NeedStatus.OPEN,
        who=may_edit_need,
        guard=company_is_verified,
        tone="primary",
        consequence=gettext_lazy(
            "Tampil di portal; saran pemasok dicari sekarang juga. Bila tanggalnya sudah lewat, berlaku 30 hari lagi."
        ),
    ),
    Transition(
        "extend",
        gettext_lazy("Perpanjang 30 hari"),
        {NeedStatus.OPEN},
        NeedStatus.OPEN,
        who=may_edit_need,
        consequence=gettext_lazy("Berlaku 30 hari lebih lama; syarat lain tetap."),
    ),
    Transition(
        "close",
        gettext_lazy("Tutup kebutuhan"),
        {NeedStatus.DRAFT, NeedStatus.OPEN},
        NeedStatus.CLOSED,
        who=may_edit_need,
        reasons=CloseReason,
        consequence=gettext_lazy("Tidak dicocokkan lagi; saran yang belum dijawab ditarik."),
    ),
    Transition(
        "expire",
        gettext_lazy("Kedaluwarsa"),
        {NeedStatus.OPEN},
        NeedStatus.EXPIRED,
        who=system_only,
    ),
)
