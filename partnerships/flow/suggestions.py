"""The state table of a suggestion: who has said what to it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.workflow import Transition, Workflow, system_only
from partnerships import permissions
from partnerships.flow.actors import officer
from partnerships.models import DeclineReason, MouMember, SuggestionStatus


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
        who=officer,
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
        who=officer,
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
        who=officer,
        needs_note=True,
        consequence=gettext_lazy("Kedua pihak diminta menjawab sekali lagi."),
    ),
    Transition(
        "nominate",
        gettext_lazy("Usulkan walau mesin menariknya"),
        {SuggestionStatus.WITHDRAWN},
        SuggestionStatus.PROPOSED,
        who=officer,
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
