"""All that the portal knows of an UMKM, for its owner: the same for machines (JSON) and for people (a page)."""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from kemitraan.identifiers import show_npwp
from umkm.models import Disclosure, Umkm, UmkmIdentity
from umkm.signals import umkm_told

#: Columns that mean nothing outside the portal.
_INNER = frozenset({"search", "id", "umkm", "digest", "image", "file"})


def everything_about(umkm: Umkm) -> dict[str, list[dict[str, str]]]:
    """{title: [{label: value}, ...]}, in the reader's language. NIK and NPWP are told in full: they are the owner's."""
    identity = UmkmIdentity.objects.filter(pk=umkm.pk).first()
    numbers = {
        _("NIK"): identity.nik if identity else "",
        _("NPWP"): show_npwp(identity.npwp) if identity and identity.npwp else "",
    }
    told = {
        _("Usaha"): [_row(umkm)],
        _("Nomor pribadi"): [numbers],
        _("Pengelola"): _rows(umkm.members.select_related("user")),
        _("Produk"): _rows(umkm.products.select_related("unit", "cluster", "kbli")),
        _("Sertifikat"): _rows(umkm.certificates.select_related("kind")),
        _("Persetujuan"): _rows(umkm.consents.all()),
        _("Isian yang belum dikirim"): _rows(umkm.drafts.all()),
        _("Permintaan data"): _rows(umkm.data_requests.all()),
        _("Fasilitasi"): _rows(umkm.facilitations.all()),
        _("Pembukaan NIK dan NPWP"): _rows(
            Disclosure.objects.filter(umkm=umkm).select_related("by")
        ),
        _("Riwayat skala usaha"): _rows(umkm.sizes.all()),
        _("Riwayat status"): _rows(umkm.changes.select_related("actor")),
    }
    for _receiver, said in umkm_told.send(sender=Umkm, umkm_id=umkm.pk):
        told |= said or {}
    return told


def _rows(rows) -> list[dict[str, str]]:
    return [_row(row) for row in rows]


def _row(row: models.Model) -> dict[str, str]:
    told = {}
    for field in row._meta.concrete_fields:
        if field.name in _INNER:
            continue
        value = getattr(row, field.name)
        if value in (None, "", [], {}):
            continue
        label = str(field.verbose_name)
        told[label[:1].upper() + label[1:]] = _value(row, field, value)
    return told


def _value(row: models.Model, field: models.Field, value: Any) -> str:
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
