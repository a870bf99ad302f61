"""The state table of a group that the matcher proposes."""

from django.utils.translation import gettext_lazy

from kemitraan.workflow import Transition, Workflow, system_only
from partnerships.flow.actors import officer
from partnerships.models import GroupStatus

GROUP_FLOW = Workflow(
    Transition(
        "take",
        gettext_lazy("Undang kelompok ini"),
        {GroupStatus.PROPOSED},
        GroupStatus.TAKEN,
        who=officer,
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
        who=officer,
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
