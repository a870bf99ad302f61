"""What was agreed: MoUs, contracts and realisations on the desks of both sides."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kemitraan.rupiah import rupiah
from partnerships import quarters, waiting
from partnerships.desks.items import (
    REALISATION_PEOPLE,
    Item,
    Link,
    Section,
    contract_item,
    realisation_item,
    section,
)
from partnerships.models import Dispute, DisputeStatus, Mou, WatchRule
from partnerships.standing import Standing
from partnerships.steps import steps_of
from partnerships.waiting import agreements

_RULE = WatchRule.Code


def ledger_desk(user, standing: Standing) -> list[Section]:
    """Entries of contracts and realisations: the same for both sides."""
    sides = {"umkm_ids": standing.umkm_ids, "company_ids": standing.acting_company_ids}
    disputed_contracts, disputed_realisations = waiting.disputed_of(user, **sides)
    return [
        section(
            "reported",
            _("Kemitraan yang dilaporkan: benarkah?"),
            agreements.reports_to_acknowledge(**sides).prefetch_related(
                "company__members", "umkm__members"
            ),
            lambda row: Item(
                f"{row} · {row.reporter}",
                row.get_absolute_url(),
                row.reported_at,
                detail=rupiah(row.value_rupiah),
                steps=steps_of(row, user),
            ),
            rule=_RULE.ENTRY_UNCONFIRMED,
        ),
        section(
            "trials",
            _("Contoh yang perlu Anda nilai"),
            agreements.trials_to_judge(standing.acting_company_ids),
            lambda row: _mou_step(
                row,
                "judge",
                _("Catat hasil uji"),
                _("Hasil paling lambat %(day)s; UMKM membaca penilaian Anda.")
                % {"day": date_format(row.due_on, "j F Y")},
                due_on=row.due_on,
            ),
        ),
        section(
            "signatures",
            _("MoU yang menunggu tanda tangan Anda"),
            agreements.mous_to_sign(**sides),
            lambda row: _mou_step(
                row,
                "sign",
                _("Unggah yang ditandatangani"),
                _("MoU berlaku setelah semua pihak menandatangani."),
            ),
            rule=_RULE.MOU_SILENT,
        ),
        section(
            "amendments_to_sign",
            _("Amandemen yang menunggu tanda tangan Anda"),
            agreements.amendments_to_sign(**sides),
            lambda row: Item(
                f"{row} · {row.mou}",
                row.mou.get_absolute_url(),
                row.since,
                detail=row.why,
                link=Link(
                    _("Unggah yang ditandatangani"),
                    reverse("partnerships:amendment-step", args=[row.pk, "sign"]),
                    _("Baca dahulu apa yang berubah pada halaman MoU."),
                ),
            ),
            rule=_RULE.MOU_SILENT,
        ),
        section(
            "disputes_of_parties",
            _("Kemitraan Anda yang disengketakan"),
            agreements.disputes_of(**sides),
            _dispute,
        ),
        section(
            "without_contract",
            _("MoU yang belum punya kontrak"),
            agreements.signed_without_contract(**sides),
            lambda row: Item(
                str(row),
                row.get_absolute_url(),
                row.since,
                detail=row.company.name,
                link=Link(
                    _("Catat kontrak"),
                    reverse("partnerships:contract-new", args=[row.pk]),
                    _("Setelah pihak lain mengonfirmasi, kemitraan tercatat berjalan."),
                ),
            ),
            rule=_RULE.MOU_ASLEEP,
        ),
        section(
            "contracts_to_confirm",
            _("Kontrak yang perlu Anda konfirmasi"),
            waiting.contracts_to_confirm(**sides).prefetch_related("mou__company__members"),
            lambda row: contract_item(row, user),
            rule=_RULE.ENTRY_UNCONFIRMED,
        ),
        section(
            "realisations_to_confirm",
            _("Realisasi yang perlu Anda konfirmasi"),
            waiting.realisations_to_confirm(**sides).prefetch_related(*REALISATION_PEOPLE),
            lambda row: realisation_item(row, user),
            rule=_RULE.ENTRY_UNCONFIRMED,
        ),
        section(
            "contracts_disputed",
            _("Kontrak Anda yang dipersoalkan"),
            disputed_contracts.prefetch_related("mou__company__members", "changes"),
            lambda row: contract_item(row, user),
            rule=_RULE.ENTRY_UNCONFIRMED,
        ),
        section(
            "realisations_disputed",
            _("Realisasi Anda yang dipersoalkan"),
            disputed_realisations.prefetch_related(*REALISATION_PEOPLE, "changes"),
            lambda row: realisation_item(row, user),
            rule=_RULE.ENTRY_UNCONFIRMED,
        ),
        section(
            "realisations_due",
            _("Realisasi triwulan lalu yang belum dicatat"),
            waiting.realisations_due(**sides),
            _due,
            rule=_RULE.REALISATION_CALL,
        ),
        section(
            "evaluations",
            _("Kemitraan yang berakhir: bagaimana menurut Anda?"),
            agreements.mous_to_evaluate(**sides),
            lambda row: Item(
                row.title,
                row.get_absolute_url(),
                row.since,
                detail=f"{row.company} · {row.get_status_display()}",
                link=Link(
                    _("Tulis evaluasi"),
                    reverse("partnerships:evaluation-new", args=[row.pk]),
                    _("Satu nilai dan, bila mau, satu kalimat."),
                ),
            ),
        ),
    ]


def _mou_step(row: Mou, verb: str, label: str, consequence: str, **more) -> Item:
    return Item(
        row.title,
        row.get_absolute_url(),
        row.since,
        detail=row.company.name,
        link=Link(label, reverse("partnerships:mou-step", args=[row.pk, verb]), consequence),
        **more,
    )


#: What is done about a dispute, while its parties wait.
_DONE_ABOUT = {
    DisputeStatus.OPENED: gettext_lazy(
        "Petugas kemitraan menghubungi kedua pihak; setiap langkahnya Anda baca di halaman MoU."
    ),
    DisputeStatus.MEDIATION: gettext_lazy(
        "Petugas kemitraan memediasi kedua pihak; hasil setiap pertemuan Anda baca di halaman MoU."
    ),
    DisputeStatus.HANDED_OVER: gettext_lazy(
        "Berkas perkara diserahkan ke KPPU; petugas mencatat kelanjutannya di halaman MoU."
    ),
}


def _dispute(row: Dispute) -> Item:
    """Nothing to press: an officer mediates. What was done so far stands on the page."""
    return Item(
        f"{row.mou} · {row.mou.company}",
        row.get_absolute_url(),
        row.since,
        detail=row.get_status_display(),
        link=Link(_("Baca langkahnya"), row.get_absolute_url(), _DONE_ABOUT[row.status]),
    )


def _due(due: waiting.Due) -> Item:
    url = reverse("partnerships:realisation-new", args=[due.contract.pk])
    period = "{}-{}".format(*due.quarter)
    return Item(
        f"{due.member.umkm} · {quarters.name(due.quarter)}",
        due.contract.mou.get_absolute_url(),
        due.since,
        detail=f"{due.contract} · {due.contract.mou.company}",
        link=Link(
            _("Catat realisasi"),
            f"{url}?umkm={due.member.umkm_id}&period={period}",
            _("Cukup volume, nilai, dan nomor bukti; pihak lain mengonfirmasi."),
        ),
    )
