"""The state table of a partnership that one side reports: it counts only when the other side has acknowledged it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.workflow import Transition, Workflow
from partnerships import permissions
from partnerships.flow.actors import officer
from partnerships.models import ReportStatus


def names_both(_report, facts) -> Verdict:
    if facts.get("company") is None or facts.get("umkm") is None:
        return refused(_("Pilih pihak lainnya dari daftar, atau daftarkan dahulu."))
    return ALLOWED


REPORT_FLOW = Workflow(
    Transition(
        "invite",
        gettext_lazy("Minta pengakuan pihak lain"),
        {ReportStatus.REPORTED, ReportStatus.DENIED},
        ReportStatus.INVITED,
        who=officer,
        guard=names_both,
        tone="primary",
        consequence=gettext_lazy("Pihak lain melihat laporan ini di mejanya dan menjawab."),
    ),
    Transition(
        "acknowledge",
        gettext_lazy("Benar, kami bermitra"),
        {ReportStatus.INVITED},
        ReportStatus.ACKNOWLEDGED,
        who=permissions.may_answer_report,
        tone="primary",
        consequence=gettext_lazy("Kemitraan ini tercatat sebagai berjalan, dan nilainya dihitung."),
    ),
    Transition(
        "deny",
        gettext_lazy("Tidak benar"),
        {ReportStatus.INVITED},
        ReportStatus.DENIED,
        who=permissions.may_answer_report,
        needs_note=True,
        tone="danger",
        consequence=gettext_lazy(
            "Tidak ada yang dihitung; pelapor dan petugas membaca jawaban Anda."
        ),
    ),
    Transition(
        "dismiss",
        gettext_lazy("Tidak ditindaklanjuti"),
        {ReportStatus.REPORTED, ReportStatus.INVITED, ReportStatus.DENIED},
        ReportStatus.DISMISSED,
        who=officer,
        needs_note=True,
        consequence=gettext_lazy("Laporan ditutup; pelapor membaca alasan Anda."),
    ),
)
