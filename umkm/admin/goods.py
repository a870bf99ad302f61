"""What an UMKM makes and what it can prove: tables on its page, and pages of their own to write them."""

from django.contrib import admin
from django.forms import Form
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import BooleanRadioFilter, RelatedDropdownFilter
from unfold.decorators import display

from kemitraan.accounts.models import Role
from kemitraan.official_admin import Link, OfficialAdmin, Row, Table
from kemitraan.official_admin.base import posted
from kemitraan.official_admin.dossier import NOTHING, admin_url, day, link_to
from kemitraan.rupiah import number
from umkm.admin.forms import ProductForm
from umkm.models import Certificate, Product, Umkm
from umkm.services import check_certificate, save_certificate, save_product
from umkm.wording import best_months, busy_months, price_range


def _add_url(model, umkm: Umkm) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_add"
    return f"{reverse(name)}?umkm={umkm.pk}"


def _amount(value, unit="") -> str:
    return NOTHING if value is None else f"{number(value)} {unit}".strip()


def _product_name(product: Product) -> str:
    if product.is_active:
        return product.name
    return _("%(name)s (tidak ditawarkan)") % {"name": product.name}


def _capacity(product: Product) -> str:
    capacity = _amount(product.capacity_month, product.unit)
    if not product.committed_month:
        return capacity
    return _("%(capacity)s, terikat %(committed)s") % {
        "capacity": capacity,
        "committed": number(product.committed_month),
    }


def _named_with_photos(umkm: Umkm, product: Product):
    """The name, and under it a small picture of each photo, which opens it."""
    photos = format_html_join(
        " ",
        '<a href="{0}" target="_blank"><img class="desk-photo" src="{0}" alt="{1}" loading="lazy"></a>',
        (
            (reverse("umkm:photo", args=[umkm.pk, photo.pk]), product.name)
            for photo in product.photos.all()
        ),
    )
    return format_html("{} <div>{}</div>", link_to(product, _product_name(product)), photos)


def file_link(certificate: Certificate):
    if not certificate.file:
        return NOTHING
    url = reverse("umkm:certificate-file", args=[certificate.umkm_id, certificate.pk])
    return format_html('<a href="{}" target="_blank">{}</a>', url, _("Buka"))


def product_table(umkm: Umkm, *, may_write: bool) -> Table:
    return Table(
        _("Produk dan jasa"),
        [
            _("Nama"),
            _("Klaster"),
            _("Kapasitas/bulan"),
            _("Pesanan min."),
            _("Waktu (hari)"),
            _("Harga per satuan"),
        ],
        [
            Row(
                [
                    _named_with_photos(umkm, product),
                    product.cluster,
                    _capacity(product),
                    _amount(product.minimum_order),
                    _amount(product.lead_time_days),
                    price_range(product) or NOTHING,
                ]
            )
            for product in umkm.products.select_related("cluster", "unit").prefetch_related(
                "photos"
            )
        ],
        empty=_("Belum ada produk."),
        links=[Link(_("Tambah produk"), _add_url(Product, umkm))] if may_write else [],
        numeric=frozenset({3, 4}),
    )


def validity_tag(certificate: Certificate, today=None):
    """Until when a certificate holds, coloured by whether it still does."""
    today = today or timezone.localdate()
    if certificate.expires_on is None:
        return _("tanpa batas waktu")
    tone, words = (
        ("good", "{day}") if certificate.is_valid_on(today) else ("bad", _("berakhir {day}"))
    )
    until = words.format(day=day(certificate.expires_on))
    return format_html('<span class="status-tag tone-{}">{}</span>', tone, until)


def certificate_table(umkm: Umkm, *, may_write: bool, may_check: bool) -> Table:
    def links(certificate):
        if may_check and certificate.verified_at is None:
            yield Link(_("Sudah diperiksa"), admin_url(certificate, "check"), post=True)

    return Table(
        _("Sertifikat"),
        [
            _("Jenis"),
            _("Nomor"),
            _("Penerbit"),
            _("Berlaku sampai"),
            _("Berkas"),
            _("Diperiksa"),
        ],
        [
            Row(
                [
                    link_to(certificate, certificate.kind),
                    certificate.number,
                    certificate.issuer or NOTHING,
                    validity_tag(certificate),
                    file_link(certificate),
                    f"{day(certificate.verified_at)} · {certificate.verified_by}"
                    if certificate.verified_at
                    else _("belum"),
                ],
                list(links(certificate)),
            )
            for certificate in umkm.certificates.select_related("kind", "verified_by")
        ],
        empty=_("Belum ada sertifikat."),
        links=[Link(_("Tambah sertifikat"), _add_url(Certificate, umkm))] if may_write else [],
    )


class GoodsAdmin(OfficialAdmin):
    """A row that belongs to one UMKM: named when it is added, and never moved to another."""

    editors = adders = (Role.UMKM_OFFICER,)
    area_path = "umkm__village__code"
    autocomplete_fields = ("umkm",)

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(admin_url(obj.umkm))

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(admin_url(obj.umkm))

    def changed(self, form, *, is_new: bool) -> dict:
        names = form.cleaned_data if is_new else form.changed_data
        return {name: form.cleaned_data[name] for name in names if name != "umkm"}


@admin.register(Product)
class ProductAdmin(GoodsAdmin):
    form = ProductForm
    fieldsets = (
        (None, {"fields": ("name", "description", "cluster", "kbli", "is_active")}),
        (
            gettext_lazy("Kapasitas dan harga"),
            {
                "fields": (
                    "unit",
                    "capacity_month",
                    "committed_month",
                    "minimum_order",
                    "lead_time_days",
                    "price_min",
                    "price_max",
                    "best_months",
                    "busy_months",
                )
            },
        ),
    )
    add_fieldsets = ((None, {"fields": ("umkm",)}), *fieldsets)
    facts = (
        (
            gettext_lazy("Produk"),
            (
                "umkm",
                "name",
                "cluster",
                "kbli",
                "unit",
                "capacity_month",
                "committed_month",
                "free_month",
                "minimum_order",
                "lead_time_days",
                "price",
                "best",
                "busy",
                "is_active",
                "description",
            ),
        ),
    )
    autocomplete_fields = ("umkm", "kbli")
    list_display = ("name", "umkm", "cluster", "capacity", "price", "is_active")
    list_select_related = ("umkm", "cluster", "unit")
    list_filter = (("cluster", RelatedDropdownFilter), ("is_active", BooleanRadioFilter))
    search_fields = ("name", "umkm__name")
    ordering = ("-pk",)

    @display(description=gettext_lazy("kapasitas per bulan"), ordering="capacity_month")
    def capacity(self, row):
        return _amount(row.capacity_month, row.unit)

    @display(description=gettext_lazy("masih bebas per bulan"))
    def free_month(self, row):
        return _amount(row.free_month)

    @display(description=gettext_lazy("harga per satuan"), ordering="price_min")
    def price(self, row):
        return price_range(row) or NOTHING

    @display(description=gettext_lazy("bulan paling baik"))
    def best(self, row):
        return best_months(row) or NOTHING

    @display(description=gettext_lazy("bulan penuh pesanan"))
    def busy(self, row):
        return busy_months(row) or NOTHING

    def write(self, request, row, form, *, is_new):
        return save_product(
            row.umkm,
            actor=request.user,
            product=None if is_new else row,
            **self.changed(form, is_new=is_new),
        )


@admin.register(Certificate)
class CertificateAdmin(GoodsAdmin):
    fieldsets = ((None, {"fields": ("kind", "number", "issuer", "issued_on", "expires_on")}),)
    add_fieldsets = (
        (None, {"fields": ("umkm", "kind", "number", "issuer", "issued_on", "expires_on")}),
    )
    facts = (
        (
            gettext_lazy("Sertifikat"),
            (
                "umkm",
                "kind",
                "number",
                "issuer",
                "issued_on",
                "expires_on",
                "paper",
                "verified_at",
                "verified_by",
            ),
        ),
    )
    list_display = ("kind", "number", "umkm", "validity", "verified_at")
    list_select_related = ("kind", "umkm")
    list_filter = (("kind", RelatedDropdownFilter),)
    search_fields = ("number", "umkm__name")
    ordering = ("-pk",)

    @display(description=gettext_lazy("berkas"))
    def paper(self, row):
        return file_link(row)

    @display(description=gettext_lazy("berlaku sampai"), ordering="expires_on")
    def validity(self, row):
        return validity_tag(row)

    def get_urls(self):
        check = path(
            "<path:object_id>/periksa/",
            self.admin_site.admin_view(self.check_view),
            name="umkm_certificate_check",
        )
        return [check, *super().get_urls()]

    def check_view(self, request, object_id):
        """GET asks once more; POST books that this officer has seen the certificate."""
        row = self.row_or_404(request, object_id)

        def perform(_answers):
            check_certificate(row, actor=request.user)
            return _("%(certificate)s tercatat sudah diperiksa.") % {"certificate": row}

        return self.form_page(
            request,
            row,
            Form(posted(request)),
            title=_("Tandai sudah diperiksa"),
            lead=_("Anda menyatakan sudah melihat sertifikat ini dan datanya benar."),
            button=_("Sudah diperiksa"),
            perform=perform,
            back=admin_url(row.umkm),
        )

    def write(self, request, row, form, *, is_new):
        return save_certificate(
            row.umkm,
            actor=request.user,
            certificate=None if is_new else row,
            **self.changed(form, is_new=is_new),
        )
