"""The desks around the register of UMKM: who verifies, who keeps it for the whole kabupaten, who serves in an office."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships import waiting
from partnerships.desks.items import Item, Link, Section, section
from partnerships.models import WatchRule

_RULE = WatchRule.Code


def verifier_desk(user) -> list[Section]:
    """The queue of the register, kecamatan by kecamatan, with the way into the officials' workplace."""
    return [
        section(
            "umkm",
            _("UMKM yang menunggu verifikasi"),
            waiting.verification_queue(user),
            lambda row: _queue(*row),
            reverse("admin:umkm_umkm_changelist") + "?status__exact=registered",
            rule=_RULE.UMKM_UNVERIFIED,
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


def keeper_desk() -> list[Section]:
    """What else the register's office decides, for the whole kabupaten."""

    def in_admin(model: str, row, label: str, consequence: str, **more) -> Item:
        url = reverse(f"admin:umkm_{model}_change", args=[row.pk])
        return Item(str(row), url, row.since, link=Link(label, url, consequence), **more)

    return [
        section(
            "data_requests",
            _("Permintaan pemilik data"),
            waiting.data_requests(),
            lambda row: in_admin(
                "datarequest",
                row,
                _("Tangani"),
                _("Dijawab dalam 3 × 24 jam (UU 27/2022); pemohon diberi tahu."),
                due_on=timezone.localdate(row.due_at),
            ),
            reverse("admin:umkm_datarequest_changelist") + "?status__exact=open",
        ),
        section(
            "pairs",
            _("Usaha yang mungkin tercatat dua kali"),
            waiting.duplicate_pairs(),
            lambda row: in_admin(
                "duplicatepair",
                row,
                _("Bandingkan"),
                _("Gabungkan, atau nyatakan memang berbeda."),
            ),
            reverse("admin:umkm_duplicatepair_changelist") + "?state__exact=open",
            rule=_RULE.UMKM_UNVERIFIED,
        ),
        section(
            "imports",
            _("Berkas yang sudah diperiksa dan belum disimpan"),
            waiting.imports_to_save(),
            lambda row: in_admin(
                "importrun", row, _("Lihat hasil"), _("Tekan “Simpan” di sana bila sudah benar.")
            ),
            reverse("admin:umkm_importrun_changelist") + "?state__exact=checked",
            rule=_RULE.UMKM_UNVERIFIED,
        ),
    ]


def office_desk(user) -> list[Section]:
    """What UMKM have asked of this official's office, what is due first above."""
    requests = reverse("admin:umkm_facilitationrequest_changelist")
    return [
        section(
            "facilitations",
            _("Permintaan fasilitasi untuk kantor Anda"),
            waiting.facilitation_of(user).with_labels(),
            lambda row: Item(
                f"{row.service} · {row.umkm}",
                reverse("admin:umkm_facilitationrequest_change", args=[row.pk]),
                row.asked_at,
                detail=f"{row.get_status_display()} · {row.because}",
                link=Link(
                    _("Tangani"),
                    reverse("admin:umkm_facilitationrequest_change", args=[row.pk]),
                    _("Dijawab paling lambat %(day)s; UMKM membaca jawaban Anda.")
                    % {"day": date_format(row.due_on, "j F Y")},
                ),
                due_on=row.due_on,
            ),
            requests,
        )
    ]
