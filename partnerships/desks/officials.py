"""The desks of the officials: who keeps partnerships, who verifies UMKM, and who watches."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from investors.models import Company, Need
from kemitraan.rupiah import number
from partnerships import waiting, waiting_agreements
from partnerships.desks.items import (
    REALISATION_PEOPLE,
    Item,
    Link,
    Section,
    contract_item,
    follow_up_item,
    realisation_item,
    section,
)
from partnerships.models import Mou
from partnerships.steps import steps_of


def officer_desk(user) -> list[Section]:
    mous = reverse("partnerships:mous")
    return [
        section(
            _("Perusahaan yang menunggu verifikasi"),
            Company.objects.awaiting().prefetch_related("members"),
            lambda row: Item(
                f"{row} · {row.capital}",
                row.get_absolute_url(),
                row.registered_at,
                detail=f"NIB {row.nib} · {row.business} · {row.head_office}",
                steps=steps_of(row, user),
            ),
        ),
        section(
            _("Kedua pihak berminat, belum ada MoU"),
            waiting.matched_without_mou(),
            lambda row: Item(
                f"{row.umkm} → {row.need}",
                row.get_absolute_url(),
                row.since,
                detail=row.need.company.name,
                link=Link(
                    _("Siapkan MoU"),
                    f"{reverse('partnerships:mou-new')}?need={row.need_id}",
                    _("Temu bisnis dicatat dan MoU mulai disusun."),
                ),
            ),
            reverse("partnerships:mou-new"),
        ),
        section(
            _("Usulan kelompok yang menunggu keputusan"),
            waiting.proposed_groups(),
            lambda row: Item(
                row.need.title,
                row.get_absolute_url(),
                row.since,
                detail=_(
                    "%(company)s · %(members)s UMKM klaster %(cluster)s, terpenuhi %(cover)s %%"
                )
                % {
                    "company": row.need.company,
                    "members": row.members,
                    "cluster": row.cluster,
                    "cover": number(row.cover_percent),
                },
                link=Link(
                    _("Lihat kelompok"),
                    row.get_absolute_url(),
                    _("Undang anggotanya, atau nyatakan tidak dipakai."),
                ),
            ),
            reverse("admin:partnerships_groupproposal_changelist"),
        ),
        section(
            _("MoU yang paling lama disusun"),
            waiting.mous_in_preparation(),
            lambda row: Item(
                row.title,
                row.get_absolute_url(),
                row.since,
                detail=f"{row.company} · {row.get_status_display()}",
                steps=[
                    step for step in steps_of(row, user) if step["transition"].tone == "primary"
                ],
            ),
            mous,
        ),
        section(
            _("Tindak lanjut temu bisnis"),
            waiting.follow_ups_of_officers(),
            follow_up_item,
            reverse("admin:partnerships_followup_changelist"),
        ),
        section(
            _("Laporan kemitraan yang sudah berjalan"),
            waiting_agreements.reports_to_review(),
            lambda row: Item(
                f"{row} · {row.reporter}",
                row.get_absolute_url(),
                row.reported_at,
                detail=row.other_name,
                steps=steps_of(row, user),
            ),
            reverse("admin:partnerships_reportedpartnership_changelist"),
        ),
        section(
            _("Sengketa yang menunggu mediasi"),
            waiting_agreements.disputes_to_mediate(),
            lambda row: Item(
                str(row.mou),
                row.get_absolute_url(),
                row.since,
                detail=f"{row.mou.company} · {row.get_status_display()}",
                steps=[
                    step for step in steps_of(row, user) if step["transition"].tone == "primary"
                ],
            ),
            reverse("admin:partnerships_dispute_changelist"),
        ),
        section(
            _("Kemitraan yang tertidur"),
            waiting_agreements.sleeping(),
            lambda row: Item(
                str(row),
                row.get_absolute_url(),
                row.since,
                detail=row.company.name,
                link=Link(_("Lihat MoU"), row.get_absolute_url(), _("Tanyakan kepada para pihak.")),
            ),
            f"{mous}?status=sleeping",
        ),
        section(
            _("Kontrak yang belum dikonfirmasi atau dipersoalkan"),
            waiting.contracts_waiting().prefetch_related("mou__company__members", "changes"),
            lambda row: contract_item(row, user),
        ),
        section(
            _("Realisasi yang belum dikonfirmasi atau dipersoalkan"),
            waiting.realisations_waiting().prefetch_related(*REALISATION_PEOPLE, "changes"),
            lambda row: realisation_item(row, user),
        ),
        section(
            _("Kemitraan tanpa catatan lebih dari %(days)s hari") % {"days": waiting.SILENT_DAYS},
            waiting.silent(),
            lambda row: Item(
                str(row),
                row.get_absolute_url(),
                row.since,
                detail=row.company.name,
                link=Link(_("Lihat MoU"), row.get_absolute_url(), _("Tanyakan kepada para pihak.")),
            ),
            mous,
        ),
    ]


def verifier_desk(user) -> list[Section]:
    """The queue of the register, kecamatan by kecamatan, with the way into the officials' workplace."""
    rows = waiting.verification_queue(user)
    return [
        Section(
            _("UMKM yang menunggu verifikasi"),
            [_queue(code, name, count, since) for code, name, count, since in rows],
        )
    ]


def _queue(code: str, name: str, count: int, since) -> Item:
    queue = reverse("admin:umkm_umkm_changelist")
    url = f"{queue}?status__exact=registered&village__district__code__exact={code}"
    return Item(
        _("Kecamatan %(name)s: %(count)s UMKM") % {"name": name, "count": count},
        url,
        since,
        link=Link(_("Periksa"), url, _("Yang terverifikasi tampil dan ikut dicocokkan.")),
    )


def office_desk(user) -> list[Section]:
    """What UMKM have asked of this official's office, what is due first above."""
    requests = reverse("admin:umkm_facilitationrequest_changelist")
    return [
        section(
            _("Permintaan fasilitasi untuk kantor Anda"),
            waiting.facilitation_of(user).with_labels(),
            lambda row: Item(
                f"{row.service} · {row.umkm}",
                reverse("admin:umkm_facilitationrequest_change", args=[row.pk]),
                row.asked_at,
                detail=row.because,
                link=Link(
                    _("Tangani"),
                    reverse("admin:umkm_facilitationrequest_change", args=[row.pk]),
                    _("Dijawab paling lambat %(day)s.") % {"day": date_format(row.due_on, "j F Y")},
                ),
            ),
            f"{requests}?status__exact=asked",
        )
    ]


def reader_desk() -> list[Section]:
    """Nothing waits for those who watch: the newest things instead."""
    return [
        section(
            _("MoU terbaru"),
            Mou.objects.with_labels(),
            lambda row: Item(
                str(row),
                row.get_absolute_url(),
                row.created_at,
                detail=f"{row.company} · {row.get_status_display()}",
                link=Link(_("Lihat MoU"), row.get_absolute_url()),
            ),
            reverse("partnerships:mous"),
            is_news=True,
        ),
        section(
            _("Kebutuhan terbaru"),
            Need.objects.open().select_related("company"),
            lambda row: Item(
                row.title,
                row.get_absolute_url(),
                row.created_at,
                detail=row.company.name,
                link=Link(_("Lihat kebutuhan"), row.get_absolute_url()),
            ),
            reverse("investors:needs"),
            is_news=True,
        ),
    ]
