"""Needs: what companies ask for, opened and closed."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from investors.flow import NEED_FLOW
from investors.forms.need_fields import FilesField
from investors.models import Need, NeedStatus
from investors.models.needs import usual_month
from investors.services import StaleNeed, change_need_status, post_need, update_need
from investors.terms import in_reader_language
from kemitraan.accounts.models import Role
from kemitraan.official_admin import Row, Table, WorkflowAdmin
from kemitraan.official_admin.dossier import day
from kemitraan.rupiah import number, rupiah
from kemitraan.verification import VerificationStatus

_WHAT = (
    gettext_lazy("Yang dibutuhkan"),
    {
        "fields": (
            "seen",
            "title",
            "text",
            "text_en",
            "category",
            "clusters",
            "kbli",
            "pattern",
            "coaching",
            "uploads",
        )
    },
)
_HOW_MUCH = (
    gettext_lazy("Volume, harga, waktu"),
    {
        "fields": (
            "volume_month",
            "unit",
            "plan",
            "price_ceiling",
            "first_delivery",
            "months",
            "many_suppliers",
            "valid_until",
        )
    },
)
_TERMS = (
    gettext_lazy("Syarat"),
    {
        "fields": (
            "required_certificates",
            "preferred_certificates",
            "delivery_district",
            "delivery_address",
            "radius_km",
            "down_payment_percent",
            "payment_days",
            "consignment",
            "sample_needed",
            "sample_by",
            "visibility",
        )
    },
)


class NeedAdminForm(forms.ModelForm):
    """`seen` is the revision that the official has before them."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    uploads = FilesField(label=gettext_lazy("tambah berkas (PDF atau foto)"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.revision
        if plan := self.fields.get("plan"):  # not for those who only look
            plan.widget = UnfoldAdminTextInputWidget()
            plan.help_text = _(
                "Volume bulan demi bulan sejak pengiriman pertama, 6 sampai 12 angka tanpa titik, dipisah koma: "
                "500,500,800. Volume per bulan dan lama kebutuhan mengikuti rencana ini."
            )

    def clean(self):
        """A changed plan changes what follows from it, unless that was typed anew too."""
        given = super().clean()
        if "plan" in self.changed_data and (plan := given.get("plan")) and any(plan):
            for name, value in (("volume_month", usual_month(plan)), ("months", len(plan))):
                if name not in self.changed_data:
                    given[name] = value
        return given


@admin.register(Need)
class NeedAdmin(WorkflowAdmin):
    flow = NEED_FLOW
    verbs = frozenset({"open", "extend", "close"})
    editors = adders = (Role.PARTNERSHIP_OFFICER,)
    form = NeedAdminForm
    fieldsets = (_WHAT, _HOW_MUCH, _TERMS)
    add_fieldsets = ((gettext_lazy("Perusahaan"), {"fields": ("company",)}), *fieldsets)
    autocomplete_fields = ("company", "kbli", "delivery_district")
    facts = (
        (
            gettext_lazy("Yang dibutuhkan"),
            (
                "status_tag",
                "company",
                "title",
                "category",
                "clusters",
                "kbli",
                "pattern",
                "created_at",
                "created_by",
                "valid_until",
                "text",
                "text_en",
                "coaching",
                "visibility",
                "revision",
            ),
        ),
        (
            gettext_lazy("Volume, harga, waktu"),
            (
                "volume",
                "planned",
                "price_ceiling",
                "potential",
                "first_delivery",
                "months",
                "many_suppliers",
            ),
        ),
        (
            gettext_lazy("Syarat"),
            (
                "required_certificates",
                "preferred_certificates",
                "delivery_district",
                "delivery_address",
                "radius_km",
                "down_payment_percent",
                "payment_days",
                "consignment",
                "sample_needed",
                "sample_by",
            ),
        ),
    )
    list_display = ("title", "company", "volume", "valid_until", "status_tag")
    list_select_related = ("company", "unit")
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("category", ChoicesDropdownFilter),
        ("clusters", RelatedDropdownFilter),
        ("pattern", ChoicesDropdownFilter),
        ("visibility", ChoicesDropdownFilter),
    )
    search_fields = ("title", "company__name")

    @display(description=gettext_lazy("volume per bulan"), ordering="volume_month")
    def volume(self, row):
        return f"{number(row.volume_month)} {row.unit}"

    @display(description=gettext_lazy("nilai potensi"))
    def potential(self, row):
        return rupiah(row.potential_rupiah)

    @display(description=gettext_lazy("rencana per bulan"))
    def planned(self, row):
        if not row.plan:
            return ""
        return "; ".join(
            f"{date_format(month, 'M Y')}: {number(volume)}" for month, volume in row.planned_months
        )

    def tables(self, request, row):
        """What changed, the newest first, and the files."""
        return [
            Table(
                _("Revisi"),
                (_("Revisi"), _("Waktu"), _("Oleh"), _("Yang berubah")),
                [
                    Row(
                        (
                            revision.number,
                            day(revision.at, with_time=True),
                            str(revision.actor),
                            format_html_join(
                                "",
                                "<p>{}: {} → {}</p>",
                                (
                                    (change["label"], change["old"], change["new"])
                                    for change in in_reader_language(revision.changes)
                                ),
                            ),
                        )
                    )
                    for revision in row.revisions.select_related("actor")
                ],
                empty=_("Belum pernah diubah sejak ditulis."),
            ),
            Table(
                _("Berkas"),
                (_("Nama"), _("Ditambahkan")),
                [
                    Row(
                        (
                            format_html(
                                '<a href="{}">{}</a>',
                                reverse("investors:need-file", args=[row.pk, file.pk]),
                                file.name,
                            ),
                            day(file.added_at, with_time=True),
                        )
                    )
                    for file in row.files.all()
                ],
                empty=_("Tidak ada berkas."),
            ),
        ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs.setdefault("widget", UnfoldAdminCheckboxSelectMultipleWidget())
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def write(self, request, row, form, *, is_new):
        given = dict(form.cleaned_data)
        seen = given.pop("seen", None)
        if is_new:
            return post_need(actor=request.user, **given)
        changed = {name: given[name] for name in form.changed_data if name != "seen"}
        if "plan" in changed and changed["plan"]:
            changed |= {name: given[name] for name in ("volume_month", "months")}
        if not changed:
            return row
        try:
            return update_need(row, actor=request.user, seen=seen, **changed)
        except StaleNeed as stale:
            # Told what changed, the official may save knowingly: the form comes again with the revision that stands.
            request.POST = request.POST.copy()
            request.POST["seen"] = stale.revision
            raise

    def take_step(self, row, verb, *, actor, **answers):
        return change_need_status(row, verb, actor=actor, **answers)

    def notices(self, request, row):
        if row.status == NeedStatus.DRAFT and row.company.status != VerificationStatus.VERIFIED:
            return [
                _(
                    "Perusahaan belum terverifikasi: kebutuhan ini terbuka saat perusahaannya diverifikasi."
                )
            ]
        return []
