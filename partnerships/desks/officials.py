"""The desks of the officials who keep partnerships, and of the one who checks what is to be signed."""

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from investors.models import Company
from kemitraan.rupiah import number
from partnerships import waiting
from partnerships.desks.items import (
    REALISATION_PEOPLE,
    Item,
    Link,
    Section,
    contract_item,
    follow_up_item,
    meeting_item,
    realisation_item,
    section,
)
from partnerships.models import WatchRule
from partnerships.steps import steps_of
from partnerships.waiting import agreements, events

_RULE = WatchRule.Code


def officer_desk(user) -> list[Section]:
    """Who keeps partnerships, from the company that comes to the partnership that sleeps."""
    return [*_before_the_mou(user), *_mous(user), *_around_events(user), *_ledger(user)]


def _before_the_mou(user) -> list[Section]:
    return [
        section(
            "companies",
            _("Perusahaan yang menunggu verifikasi"),
            Company.objects.awaiting()
            .annotate(since=F("registered_at"))
            .order_by("since", "pk")
            .prefetch_related("members"),
            lambda row: Item(
                f"{row} · {row.capital}",
                row.get_absolute_url(),
                row.since,
                detail=f"NIB {row.nib} · {row.business} · {row.head_office}",
                steps=steps_of(row, user),
                subject=row,
            ),
            reverse("admin:investors_company_changelist") + "?status__exact=registered",
            rule=_RULE.COMPANY_UNVERIFIED,
        ),
        section(
            "matched",
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
                subject=row,
            ),
            reverse("admin:partnerships_suggestion_changelist") + "?status__exact=matched",
            rule=_RULE.MOU_SILENT,
        ),
        section(
            "groups",
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
                subject=row,
            ),
            reverse("admin:partnerships_groupproposal_changelist") + "?status__exact=proposed",
            rule=_RULE.SUGGESTION_SILENT,
        ),
        section(
            "reports",
            _("Laporan kemitraan yang sudah berjalan"),
            agreements.reports_to_review(),
            lambda row: Item(
                f"{row} · {row.reporter}",
                row.get_absolute_url(),
                row.reported_at,
                detail=row.other_name,
                steps=steps_of(row, user),
                subject=row,
            ),
            reverse("admin:partnerships_reportedpartnership_changelist"),
            rule=_RULE.ENTRY_UNCONFIRMED,
        ),
    ]


def _mous(user) -> list[Section]:
    mous = reverse("admin:partnerships_mou_changelist")
    return [
        section(
            "mous",
            _("MoU yang paling lama disusun"),
            waiting.mous_in_preparation(),
            lambda row: Item(
                row.title,
                row.get_absolute_url(),
                row.since,
                detail=f"{row.company} · {row.get_status_display()}",
                steps=_primary(row, user),
                subject=row,
            ),
            mous,
            rule=_RULE.MOU_SILENT,
        ),
        section(
            "amendments",
            _("Amandemen yang belum ditandatangani semua pihak"),
            agreements.amendments_in_signing(),
            lambda row: Item(
                f"{row} · {row.mou}",
                row.mou.get_absolute_url(),
                row.since,
                detail=row.mou.company.name,
                link=Link(
                    _("Catat tanda tangan"),
                    reverse("partnerships:amendment-step", args=[row.pk, "sign"]),
                    _("Amandemen berlaku setelah semua pihak menandatangani."),
                ),
                subject=row,
            ),
            reverse("admin:partnerships_amendment_changelist") + "?status__exact=signing",
            rule=_RULE.MOU_SILENT,
        ),
        section(
            "disputes",
            _("Sengketa yang belum selesai"),
            agreements.open_disputes(),
            lambda row: Item(
                str(row.mou),
                row.get_absolute_url(),
                row.since,
                detail=f"{row.mou.company} · {row.get_status_display()}",
                steps=_primary(row, user) or steps_of(row, user),
                subject=row,
            ),
            reverse("admin:partnerships_dispute_changelist"),
            rule=_RULE.MOU_SILENT,
        ),
        section(
            "sleeping",
            _("Kemitraan yang tertidur"),
            agreements.sleeping(),
            _to_ask,
            f"{mous}?status__exact=sleeping",
            rule=_RULE.MOU_SILENT,
        ),
    ]


def legal_desk(user) -> list[Section]:
    """Drafts that the legal officer lets pass or sends back."""
    return [
        section(
            "legal_checks",
            _("Rancangan yang menunggu pemeriksaan hukum"),
            waiting.mous_to_check(),
            lambda row: Item(
                row.title,
                row.get_absolute_url(),
                row.since,
                detail=str(row.company),
                steps=_primary(row, user),
                subject=row,
            ),
            reverse("admin:partnerships_mou_changelist") + "?status__exact=legal_check",
            rule=_RULE.MOU_SILENT,
        )
    ]


def _primary(row, user) -> list[dict]:
    return [step for step in steps_of(row, user) if step["transition"].tone == "primary"]


def _to_ask(row) -> Item:
    return Item(
        str(row),
        row.get_absolute_url(),
        row.since,
        detail=row.company.name,
        link=Link(
            _("Lihat MoU"),
            row.get_absolute_url(),
            _("Tanyakan kepada para pihak; catatan yang baru membangunkannya."),
        ),
        subject=row,
    )


def _around_events(user) -> list[Section]:
    return [
        section(
            "event_drafts",
            _("Acara yang belum diumumkan"),
            events.events_to_announce(),
            lambda row: Item(
                row.title,
                reverse("admin:partnerships_event_change", args=[row.pk]),
                row.since,
                detail=date_format(timezone.localtime(row.starts_at), "j F Y, H.i"),
                link=Link(
                    _("Buka acara"),
                    reverse("admin:partnerships_event_change", args=[row.pk]),
                    _("Setelah diumumkan, yang diundang melihat undangannya."),
                ),
                subject=row,
                due_on=timezone.localdate(row.starts_at),
            ),
            reverse("admin:partnerships_event_changelist") + "?status__exact=draft",
        ),
        section(
            "meetings_of_all",
            _("Pertemuan yang belum dicatat hasilnya"),
            events.meetings_to_record().prefetch_related("company__members"),
            lambda row: meeting_item(row, user),
            reverse("admin:partnerships_eventmeeting_changelist") + "?status__exact=planned",
            rule=_RULE.ENTRY_UNCONFIRMED,
        ),
        section(
            "follow_ups_of_officers",
            _("Tindak lanjut temu bisnis"),
            events.follow_ups_of_officers(),
            follow_up_item,
            reverse("admin:partnerships_followup_changelist"),
        ),
    ]


def _ledger(user) -> list[Section]:
    return [
        section(
            "contracts",
            _("Kontrak yang belum dikonfirmasi atau dipersoalkan"),
            waiting.contracts_waiting().prefetch_related("mou__company__members", "changes"),
            lambda row: contract_item(row, user),
            reverse("admin:partnerships_contract_changelist"),
            rule=_RULE.ENTRY_UNCONFIRMED,
        ),
        section(
            "realisations",
            _("Realisasi yang belum dikonfirmasi atau dipersoalkan"),
            waiting.realisations_waiting().prefetch_related(*REALISATION_PEOPLE, "changes"),
            lambda row: realisation_item(row, user),
            reverse("admin:partnerships_realisation_changelist"),
            rule=_RULE.ENTRY_UNCONFIRMED,
        ),
    ]
