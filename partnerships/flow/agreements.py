"""The state tables of what comes after the signature of an MoU: its amendments and its disputes."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kemitraan.access import Verdict, refused
from kemitraan.workflow import Transition, Workflow, system_only
from partnerships import permissions
from partnerships.flow.actors import officer
from partnerships.flow.mous import is_signed_by_now
from partnerships.models import AmendmentStatus, DisputeStatus
from partnerships.models.mous import LIVE


def may_sign(actor, amendment) -> Verdict:
    return permissions.may_sign(actor, amendment.mou)


def is_under_a_live_mou(amendment, facts) -> Verdict:
    if amendment.mou.status not in LIVE:
        return refused(_("MoU ini tidak berlaku lagi atau sedang disengketakan."))
    return is_signed_by_now(amendment.mou, facts)


AMENDMENT_FLOW = Workflow(
    Transition(
        "sign",
        gettext_lazy("Catat tanda tangan amandemen"),
        {AmendmentStatus.SIGNING},
        AmendmentStatus.SIGNING,
        who=may_sign,
        guard=is_under_a_live_mou,
        tone="primary",
        consequence=gettext_lazy("Amandemen berlaku setelah semua pihak menandatangani."),
    ),
    Transition(
        "seal",
        gettext_lazy("Semua pihak menandatangani"),
        {AmendmentStatus.SIGNING},
        AmendmentStatus.IN_FORCE,
        who=system_only,
    ),
    Transition(
        "revoke",
        gettext_lazy("Tarik amandemen"),
        {AmendmentStatus.SIGNING},
        AmendmentStatus.WITHDRAWN,
        who=officer,
        needs_note=True,
        consequence=gettext_lazy("Tidak ada yang berubah pada MoU; alasan Anda tercatat."),
    ),
)


DISPUTE_FLOW = Workflow(
    Transition(
        "mediate",
        gettext_lazy("Catat langkah mediasi"),
        {DisputeStatus.OPENED, DisputeStatus.MEDIATION},
        DisputeStatus.MEDIATION,
        who=officer,
        needs_note=True,
        tone="primary",
        consequence=gettext_lazy(
            "Tanggal dan hasilnya masuk berkas perkara; kedua pihak membacanya."
        ),
    ),
    Transition(
        "resolve",
        gettext_lazy("Nyatakan sengketa selesai"),
        {DisputeStatus.OPENED, DisputeStatus.MEDIATION, DisputeStatus.HANDED_OVER},
        DisputeStatus.RESOLVED,
        who=officer,
        needs_note=True,
        consequence=gettext_lazy("Kemitraan berjalan lagi; tulis apa yang disepakati."),
    ),
    Transition(
        "hand_over",
        gettext_lazy("Serahkan ke KPPU"),
        {DisputeStatus.MEDIATION},
        DisputeStatus.HANDED_OVER,
        who=officer,
        needs_note=True,
        tone="danger",
        consequence=gettext_lazy(
            "Berkas perkara dapat diunduh untuk KPPU; MoU tetap dalam sengketa."
        ),
    ),
    Transition(
        "close",
        gettext_lazy("Ditutup bersama MoU"),
        {DisputeStatus.OPENED, DisputeStatus.MEDIATION},
        DisputeStatus.RESOLVED,
        who=system_only,
    ),
)
