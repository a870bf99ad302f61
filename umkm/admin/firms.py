"""The register of UMKM and its verification desk: one page holds everything that a verifier needs to decide."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display

from kemitraan.accounts.models import Role
from kemitraan.identifiers import parse_telephone, show_telephone, whatsapp_link
from kemitraan.official_admin import Link, Row, Table, WorkflowAdmin
from kemitraan.official_admin.base import registered_label, status_tag
from kemitraan.official_admin.dossier import NOTHING, admin_url, link_to
from kemitraan.official_admin.filters import WaitingFilter
from kemitraan.official_admin.steps import VERIFIER_VERBS
from kemitraan.verification import VerificationStatus
from umkm.admin.belongings import group_table, remark_table, request_table
from umkm.admin.bulk import verify_selected
from umkm.admin.exports import export_csv, export_xlsx
from umkm.admin.forms import UmkmForm, UmkmRegistrationForm
from umkm.admin.goods import certificate_table, product_table
from umkm.admin.personal import NumberPages
from umkm.flow import UMKM_FLOW
from umkm.forms import review_form
from umkm.models import DuplicatePair, Umkm, Wish
from umkm.permissions import may_verify
from umkm.services import Registration, change_status, register_umkm, update_profile
from umkm.wording import same_because

_FIRM = (
    gettext_lazy("Usaha"),
    {"fields": ("name", "owner_name", "form", "women_owned", "cluster", "nib", "description")},
)
_CONTACT = (gettext_lazy("Kontak dan tempat"), {"fields": ("telephone", "village", "address")})
_SIZE = (gettext_lazy("Ukuran usaha"), {"fields": ("capital_rupiah", "yearly_sales_rupiah")})
_PAYMENT = (
    gettext_lazy("Syarat pembayaran"),
    {"fields": ("down_payment_percent", "payment_days", "accepts_consignment")},
)


def possible_duplicates(umkm: Umkm) -> QuerySet[DuplicatePair]:
    """Pairs that nobody has decided on yet, with what a row of them shows."""
    return DuplicatePair.objects.filter(
        Q(first=umkm) | Q(second=umkm), state=DuplicatePair.State.OPEN
    ).select_related("first__village__district", "second__village__district")


@admin.register(Umkm)
class UmkmAdmin(NumberPages, WorkflowAdmin):
    flow = UMKM_FLOW
    verbs = VERIFIER_VERBS
    editors = adders = (Role.UMKM_OFFICER,)
    area_path = "village__code"
    form = UmkmForm
    add_form = UmkmRegistrationForm
    fieldsets = (_FIRM, _CONTACT, _SIZE, _PAYMENT)
    add_fieldsets = (*fieldsets, (gettext_lazy("Persetujuan"), {"fields": ("consent",)}))
    autocomplete_fields = ("village",)
    facts = (
        (
            gettext_lazy("Usaha"),
            (
                "status_tag",
                "name",
                "owner_name",
                "form",
                "women_owned",
                "cluster",
                "nib",
                "workers",
                "wishes_label",
                "registered_at",
                "registered_by",
                "verified_at",
                "consent_at",
                "description",
            ),
        ),
        (gettext_lazy("Kontak dan tempat"), ("telephone", "whatsapp", "village", "address")),
        (
            gettext_lazy("Ukuran usaha"),
            ("size_label", "capital_rupiah", "yearly_sales_rupiah"),
        ),
        (
            gettext_lazy("Syarat pembayaran"),
            ("down_payment_percent", "payment_days", "accepts_consignment"),
        ),
    )
    list_display = ("name", "owner_name", "place", "cluster", "waiting", "status_tag")
    list_select_related = ("village__district", "cluster")
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("village__district", RelatedDropdownFilter),
        ("cluster", RelatedDropdownFilter),
        ("form", ChoicesDropdownFilter),
        ("size_class", ChoicesDropdownFilter),
        WaitingFilter,
    )
    search_fields = ("name", "owner_name")
    search_help_text = gettext_lazy("Nama usaha, nama pemilik, nomor WhatsApp, atau NIB")
    actions = (verify_selected, export_xlsx, export_csv)

    def has_verify_permission(self, request) -> bool:
        return bool(may_verify(request.user))

    def step_form(self, row, transition, data=None):
        return review_form(transition, row, data)

    def links(self, request, row):
        found = super().links(request, row)
        if may_verify(request.user, row):
            url = reverse("umkm:profile", args=[row.pk])
            found.append(Link(_("Lengkapi tahap demi tahap"), url))
        return found

    def get_ordering(self, request):
        """The desk's queue begins with who has waited longest; the register with the newest."""
        if request.GET.get("status__exact") == VerificationStatus.REGISTERED:
            return ["registered_at", "pk"]
        return ["-registered_at", "-pk"]

    def get_search_results(self, request, queryset, search_term):
        """A number is looked up as such, through its index; words in the names."""
        digits = search_term.strip().replace(" ", "")
        if len(digits) == 13 and digits.isdecimal() and digits.isascii():
            return queryset.filter(nib=digits), False
        try:
            return queryset.filter(telephone=parse_telephone(search_term)), False
        except ValidationError:
            return super().get_search_results(request, queryset, search_term)

    # ── Columns and facts ────────────────────────────────────────────────────────────────────────────────────────────

    @display(description=gettext_lazy("desa/kelurahan"), ordering="village__name")
    def place(self, row):
        return row.village.label

    @display(description=gettext_lazy("terdaftar"), ordering="registered_at")
    def waiting(self, row):
        return registered_label(row)

    @display(description=gettext_lazy("pekerja"))
    def workers(self, row):
        if row.workers_men is None and row.workers_women is None:
            return NOTHING
        return _("%(men)s laki-laki, %(women)s perempuan, %(disabled)s penyandang disabilitas") % {
            "men": row.workers_men or 0,
            "women": row.workers_women or 0,
            "disabled": row.workers_disabled or 0,
        }

    @display(description=gettext_lazy("harapan"))
    def wishes_label(self, row):
        words = [str(Wish(code).label) for code in row.wishes]
        return ", ".join([*words, row.wish_note] if row.wish_note else words) or NOTHING

    @display(description=gettext_lazy("skala usaha"))
    def size_label(self, row):
        """Computed by PP 7/2021, with what it was read from."""
        if not row.size_class:
            return NOTHING
        words = _("%(size)s, menurut %(basis)s") % {
            "size": row.get_size_class_display(),
            "basis": row.get_size_basis_display(),
        }
        if not row.size_disagrees:
            return words
        return format_html(
            '{} <span class="status-tag tone-warn">{}</span>',
            words,
            _("modal dan penjualan menunjuk skala berbeda"),
        )

    @display(description=gettext_lazy("WhatsApp"))
    def whatsapp(self, row):
        return format_html(
            '<a href="{}" rel="noreferrer" target="_blank">{}</a>',
            whatsapp_link(row.telephone),
            _("Kirim pesan"),
        )

    # ── The page to decide on ────────────────────────────────────────────────────────────────────────────────────────

    def tables(self, request, row):
        officer = self.has_change_permission(request)
        return [
            product_table(row, may_write=officer),
            certificate_table(
                row, may_write=officer, may_check=bool(may_verify(request.user, row))
            ),
            *(
                table
                for table in (remark_table(row), group_table(row), request_table(row))
                if table.rows
            ),
            self._duplicates(row),
            self._people(row),
        ]

    def notices(self, request, row):
        sentences = []
        if not any(product.is_active for product in row.products.all()):
            sentences.append(
                _("Belum ada produk yang ditawarkan: UMKM ini belum dapat diverifikasi.")
            )
        if possible_duplicates(row).exists():
            sentences.append(_("Mungkin sudah terdaftar: lihat “Mungkin sama” di bawah."))
        return sentences

    def _duplicates(self, row) -> Table:
        def line(pair):
            other = pair.second if pair.first_id == row.pk else pair.first
            return Row(
                [
                    link_to(other),
                    other.owner_name,
                    other.village,
                    show_telephone(other.telephone),
                    same_because(pair.reasons),
                    status_tag(other),
                ],
                [Link(_("Bandingkan"), admin_url(pair))],
            )

        return Table(
            _("Mungkin sama"),
            [_("Usaha"), _("Pemilik"), _("Desa/kelurahan"), _("Telepon"), _("Sebab"), _("Status")],
            [line(pair) for pair in possible_duplicates(row)[:10]],
            empty=_("Tidak ada UMKM lain dengan nomor, nama, atau pemilik yang sama."),
        )

    def _people(self, row) -> Table:
        return Table(
            _("Akun pengelola"),
            [_("Nama"), _("Peran"), _("Nomor WhatsApp")],
            [
                Row(
                    [
                        link_to(member.user),
                        member.get_role_display(),
                        show_telephone(member.user.telephone) if member.user.telephone else NOTHING,
                    ]
                )
                for member in row.members.select_related("user")
            ],
            empty=_("Belum ada akun: petugas yang menyampaikan kabar kepada pemilik."),
        )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.pk and may_verify(request.user):
            following = (
                Umkm.objects.awaiting()
                .in_area_of(request.user)
                .filter(
                    Q(registered_at__gt=obj.registered_at)
                    | Q(registered_at=obj.registered_at, pk__gt=obj.pk)
                )
                .first()
            )
            if following is not None:
                context["onward"] = Link(_("Berikutnya dalam antrean →"), admin_url(following))
        return super().render_change_form(request, context, add, change, form_url, obj)

    # ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def write(self, request, row, form, *, is_new):
        if is_new:
            firm = {name: value for name, value in form.cleaned_data.items() if name != "consent"}
            return register_umkm(Registration(firm), actor=request.user)
        if not form.changed_data:
            return row
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        return update_profile(row, actor=request.user, **changed)

    def take_step(self, row, verb, *, actor, **answers):
        return change_status(row, verb, actor=actor, **answers)
