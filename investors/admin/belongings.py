"""Tables on the page of a company: what it does, whom one talks to, what it needs, and who may be the same."""

from django.db.models import Q
from django.utils.translation import gettext as _

from investors.forms import remark_label
from investors.models import Company
from kemitraan.identifiers import show_telephone
from kemitraan.official_admin import Row, Table
from kemitraan.official_admin.base import status_tag
from kemitraan.official_admin.dossier import NOTHING, day, link_to
from kemitraan.rupiah import number, rupiah

#: Mail of these says nothing about the firm behind it.
_FREE_MAIL = {"gmail.com", "yahoo.com", "yahoo.co.id", "outlook.com", "hotmail.com", "icloud.com"}
SHOWN = 10


def remark_table(company: Company) -> Table:
    return Table(
        _("Catatan pada isian"),
        [_("Isian"), _("Catatan")],
        [Row([remark_label(remark), remark.text]) for remark in company.remarks.open()],
    )


def activity_table(company: Company) -> Table:
    return Table(
        _("Bidang usaha (KBLI)"),
        [_("Kode"), _("Versi"), _("Judul"), _("Utama")],
        [
            Row(
                [
                    row.kbli.code,
                    row.kbli.get_version_display(),
                    row.kbli.title,
                    _("ya") if row.is_main else NOTHING,
                ]
            )
            for row in company.activities.select_related("kbli")
        ],
        empty=_("KBLI belum disebut."),
    )


def contact_table(company: Company) -> Table:
    return Table(
        _("Kontak lain"),
        [_("Nama"), _("Jabatan"), _("E-mail"), _("Telepon"), _("Bahasa")],
        [
            Row(
                [
                    row.name,
                    row.function or NOTHING,
                    row.email or NOTHING,
                    show_telephone(row.telephone) if row.telephone else NOTHING,
                    row.languages_label or NOTHING,
                ]
            )
            for row in company.contacts.all()
        ],
        empty=_("Tidak ada kontak lain."),
    )


def need_table(company: Company) -> Table:
    return Table(
        _("Kebutuhan"),
        [
            _("Yang dibutuhkan"),
            _("Volume per bulan"),
            _("Harga tertinggi"),
            _("Berlaku sampai"),
            _("Status"),
        ],
        [
            Row(
                [
                    link_to(need),
                    f"{number(need.volume_month)} {need.unit}",
                    rupiah(need.price_ceiling),
                    day(need.valid_until),
                    status_tag(need),
                ]
            )
            for need in company.needs.select_related("unit")[:50]
        ],
        empty=_("Belum ada kebutuhan."),
        numeric=frozenset({1, 2}),
    )


# ── Who may be the same ──────────────────────────────────────────────────────────────────────────────────────────────


def _domain(email: str) -> str:
    """ "hoshino.example"; "" for a mail service that everybody may use."""
    domain = email.rpartition("@")[2].lower()
    return "" if domain in _FREE_MAIL else domain


def _reasons(company: Company, other: Company) -> list[str]:
    same = {
        _("NPWP"): company.npwp and company.npwp == other.npwp,
        _("nama"): company.name.casefold() == other.name.casefold(),
        _("e-mail"): company.contact_email.lower() == other.contact_email.lower(),
        _("telepon"): company.contact_telephone == other.contact_telephone,
        _("alamat surel satu perusahaan"): _domain(company.contact_email)
        and _domain(company.contact_email) == _domain(other.contact_email),
    }
    return [reason for reason, holds in same.items() if holds]


def possible_duplicates(company: Company) -> list[tuple[Company, list[str]]]:
    """(company, why) of registrations that may be the same firm; the NIB cannot stand twice."""
    same = Q(name__iexact=company.name) | Q(contact_email__iexact=company.contact_email)
    same |= Q(contact_telephone=company.contact_telephone)
    if company.npwp:
        same |= Q(npwp=company.npwp)
    if domain := _domain(company.contact_email):
        same |= Q(contact_email__iendswith=f"@{domain}")
    others = Company.objects.exclude(pk=company.pk).filter(same).order_by("pk")[:SHOWN]
    return [(other, _reasons(company, other)) for other in others]


def duplicate_table(company: Company) -> Table:
    return Table(
        _("Mungkin sama"),
        [_("Perusahaan"), _("NIB"), _("Kontak"), _("Sebab"), _("Status")],
        [
            Row(
                [
                    link_to(other),
                    other.nib,
                    other.contact_email,
                    ", ".join(reasons),
                    status_tag(other),
                ]
            )
            for other, reasons in possible_duplicates(company)
        ],
        empty=_("Tidak ada perusahaan lain dengan NPWP, nama, atau kontak yang sama."),
    )
