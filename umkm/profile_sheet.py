"""The profile of a supplier on paper: what its owner shows to everybody, with photos and a QR code to the page."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kemitraan.documents import render
from kemitraan.documents.pictures import qr_code, small_photo
from kemitraan.identifiers import show_telephone
from kemitraan.rupiah import number
from kemitraan.verification import VerificationStatus
from umkm.models import Product, PublicField, Umkm
from umkm.wording import best_months, busy_months, payment_terms, price_range

#: What fits on three pages; the QR code leads to the rest.
MOST_PRODUCTS, MOST_PHOTOS, PHOTOS_OF_ONE = 10, 12, 3


def profile_sheet(
    umkm: Umkm, *, shown: Collection[str], portal: str, address: str, today: date
) -> bytes:
    """A PDF in the reader's language. `shown`: which PublicField values; `address`: the whole URL of the profile."""
    products = list(
        umkm.products.filter(is_active=True)
        .select_related("unit", "cluster")
        .prefetch_related("photos")
    )
    pictures = {"qr.svg": qr_code(address)}
    goods = [_product(row, shown, pictures) for row in products[:MOST_PRODUCTS]]
    left = len(products) - len(goods)
    certificates = []
    if PublicField.CERTIFICATES in shown:
        certificates = list(umkm.certificates.valid_on(today).select_related("kind"))
    contact = _contact(umkm, shown)
    data = {
        "title": _("Profil pemasok: %(name)s") % {"name": umkm},
        "day": today.isoformat(),
        "portal": portal,
        "kind": _("Profil pemasok"),
        "footer": _("Keadaan data %(day)s") % {"day": date_format(today, "j F Y")},
        "page_of": _("Halaman {page} dari {pages}"),
        "name": umkm.name,
        "lead": f"{_capital(umkm.cluster.name)} · {umkm.village.label}",
        "standing": _standing(umkm),
        "about": umkm.description if PublicField.DESCRIPTION in shown else "",
        "qr_alt": _("Kode QR ke halaman %(name)s di portal") % {"name": umkm},
        "qr_words": _("Pindai untuk melihat keadaan terbaru di portal."),
        "products": goods,
        "more": ngettext(
            "Dan %(count)s produk lain di halaman portal.",
            "Dan %(count)s produk lain di halaman portal.",
            left,
        )
        % {"count": left}
        if left
        else "",
        "certificates": [
            [
                str(row.kind),
                _("sampai %(day)s") % {"day": date_format(row.expires_on, "j F Y")}
                if row.expires_on
                else _("tanpa batas waktu"),
                _("sudah dilihat petugas") if row.verified_at else _("menurut pemilik usaha"),
            ]
            for row in certificates
        ],
        "terms": payment_terms(umkm) if PublicField.TERMS in shown else [],
        "contact": contact,
        "contact_note": ""
        if PublicField.TELEPHONE in shown and umkm.telephone
        else _(
            "Nomor pemilik tidak ditampilkan di sini. Catat kebutuhan perusahaan Anda di portal; kontak terbuka setelah "
            "kedua pihak menyatakan berminat."
        ),
        "meaning": _(
            "“Terverifikasi” berarti petugas sudah memeriksa bahwa usaha ini ada, dijalankan orang yang mendaftarkannya, dan "
            "benar membuat produknya. Ini bukan jaminan mutu: minta contoh sebelum memesan."
        ),
        "words": {
            "products": _("Produk dan jasa"),
            "no_products": _("Belum ada produk yang ditawarkan."),
            "certificates": _("Sertifikat yang berlaku"),
            "certificate_columns": [_("Sertifikat"), _("Berlaku"), _("Diperiksa")],
            "terms": _("Syarat pembayaran"),
            "contact": _("Tentang usaha"),
        },
    }
    return render("umkm/profile.typ", data, language=get_language() or "id", pictures=pictures)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _standing(umkm: Umkm) -> str:
    if umkm.status == VerificationStatus.VERIFIED:
        return _("Terverifikasi sejak %(day)s") % {"day": date_format(umkm.verified_at, "j F Y")}
    return _capital(str(umkm.get_status_display()))


def _product(
    product: Product, shown: Collection[str], pictures: dict[str, bytes]
) -> dict[str, Any]:
    """One product; its photos are put into `pictures`, as long as there is room."""
    room = max(0, min(PHOTOS_OF_ONE, MOST_PHOTOS + 1 - len(pictures)))
    photos = []
    for position, photo in enumerate(product.photos.all()[:room], 1):
        name = f"photo-{photo.pk}.jpg"
        try:
            with photo.image.open() as source:
                pictures[name] = small_photo(source)
        except OSError:  # a file that is gone leaves a profile without it, and no error page
            continue
        alt = _("%(name)s, foto %(number)s") % {"name": product.name, "number": position}
        photos.append({"file": name, "alt": alt})
    return {
        "name": product.name,
        "description": product.description,
        "photos": photos,
        "facts": _facts(product, shown),
    }


def _facts(product: Product, shown: Collection[str]) -> list[list[str]]:
    unit = product.unit.name
    rows = []
    if PublicField.CAPACITY in shown and product.capacity_month is not None:
        capacity = f"{number(product.capacity_month)} {unit}"
        if product.committed_month:
            capacity += " · " + _("%(free)s masih bebas") % {"free": number(product.free_month)}
        rows.append([_("Kapasitas per bulan"), capacity])
    if PublicField.PRICES in shown and price_range(product):
        rows.append([_("Harga"), f"{price_range(product)} / {unit}"])
    if PublicField.CAPACITY in shown and product.minimum_order:
        rows.append([_("Pesanan paling sedikit"), f"{number(product.minimum_order)} {unit}"])
    if product.lead_time_days is not None:
        days = product.lead_time_days
        said = ngettext("%(days)s hari", "%(days)s hari", days) % {"days": days}
        rows.append([_("Waktu pengerjaan"), said])
    if product.best_months:
        rows.append([_("Paling baik"), best_months(product)])
    if product.busy_months:
        rows.append([_("Penuh pesanan"), busy_months(product)])
    return rows


def _contact(umkm: Umkm, shown: Collection[str]) -> list[list[str]]:
    rows = [[_("Bentuk usaha"), _capital(umkm.get_form_display())]]
    rows.append([_("Desa/kelurahan"), umkm.village.label])
    private = (
        (PublicField.OWNER_NAME, _("Pemilik"), umkm.owner_name),
        (PublicField.TELEPHONE, _("WhatsApp"), show_telephone(umkm.telephone)),
        (PublicField.NIB, _("NIB"), umkm.nib),
        (PublicField.ADDRESS, _("Alamat"), umkm.address),
    )
    return rows + [[label, value] for field, label, value in private if field in shown and value]
