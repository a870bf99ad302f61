"""Firms that may be one: the review list, both side by side, the merge with a look at it first, and its undoing."""

from django import forms
from django.contrib import admin
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.identifiers import show_telephone
from kemitraan.official_admin import Link, OfficialAdmin, Row, Table, panel_for
from kemitraan.official_admin.base import posted, status_tag
from kemitraan.official_admin.dossier import NOTHING, admin_url, day, link_to
from kemitraan.rupiah import number, rupiah
from umkm.models import DuplicatePair, Merge, Umkm
from umkm.permissions import may_verify
from umkm.services.duplicates import call_different
from umkm.services.identity import masked_numbers
from umkm.services.merging import (
    CHOICES,
    NUMBERS,
    may_be_undone,
    merge_firms,
    plan_merge,
    undo_merge,
)
from umkm.wording import moved_label, same_because

_TONES = {
    DuplicatePair.Certainty.CERTAIN: "bad",
    DuplicatePair.Certainty.REVIEW: "warn",
}


def _shown(umkm: Umkm, name: str) -> str:
    value = getattr(umkm, name)
    if value in (None, ""):
        return NOTHING
    if name == "telephone":
        return show_telephone(value)
    if name.endswith("_rupiah"):
        return rupiah(value)
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    display_name = getattr(umkm, f"get_{name}_display", None)
    return str(display_name() if display_name else value)


def _label(name: str) -> str:
    if name in NUMBERS:
        return name.upper()
    label = str(Umkm._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def side_by_side(one: Umkm, other: Umkm) -> Table:
    numbers = [masked_numbers(umkm) for umkm in (one, other)]
    rows = [
        Row([_("Halaman"), link_to(one), link_to(other)]),
        Row([_("Status"), status_tag(one), status_tag(other)]),
        *(Row([_label(name), _shown(one, name), _shown(other, name)]) for name in CHOICES),
        *(Row([_label(name), *(found[name] or NOTHING for found in numbers)]) for name in NUMBERS),
        Row([_("Terdaftar"), day(one.registered_at), day(other.registered_at)]),
        Row(
            [
                _("Produk"),
                *(", ".join(map(str, umkm.products.all())) or NOTHING for umkm in (one, other)),
            ]
        ),
        Row([_("Pengelola"), *(number(umkm.members.count()) for umkm in (one, other))]),
    ]
    # Two of one name are told apart by their number.
    headers = [
        "",
        *(
            _("%(name)s (no. %(number)s)") % {"name": umkm, "number": umkm.pk}
            for umkm in (one, other)
        ),
    ]
    return Table(_("Berdampingan"), headers, rows)


class MergeForm(forms.Form):
    take = forms.MultipleChoiceField(
        label=gettext_lazy("Ambil dari yang digabungkan"),
        help_text=gettext_lazy(
            "Isian yang kosong selalu dilengkapi; centang yang lebih benar di sana."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=gettext_lazy("Catatan"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.BooleanField(
        label=gettext_lazy("Saya sudah melihat rencananya: gabungkan"),
        required=False,
        help_text=gettext_lazy("Tanpa centang, rencana ditampilkan lagi menurut pilihan di atas."),
    )

    def __init__(self, data, kept: Umkm, merged: Umkm):
        super().__init__(data)
        differing = [
            name
            for name in CHOICES
            if getattr(merged, name) not in (None, "")
            and getattr(kept, name) != getattr(merged, name)
        ]
        choices = [(name, f"{_label(name)}: {_shown(merged, name)}") for name in differing]
        mine, other = masked_numbers(kept), masked_numbers(merged)
        choices += [
            (name, f"{_label(name)}: {other[name]}")
            for name in NUMBERS
            if other[name] and other[name] != mine[name]
        ]
        self.fields["take"].choices = choices


def plan_table(plan: dict) -> Table:
    rows = [
        Row([_label_of_column(column), _plain(old), _plain(new)])
        for column, (old, new) in plan["fields"].items()
    ]
    rows += [Row([_label(name), "••••", "••••"]) for name in plan["numbers"]]
    rows += [
        Row([moved_label(model), "", number(sum(map(len, fields.values())))])
        for model, fields in plan["moved"].items()
    ]
    for answer in plan["elsewhere"].values():
        moved = (answer or {}).get("moved", {})
        rows += [
            Row([moved_label(model), "", number(sum(map(len, fields.values())))])
            for model, fields in moved.items()
        ]
    if plan["inactive"]:
        rows.append(
            Row(
                [
                    _("Produk yang sama-sama ditawarkan, tidak dihitung dua kali"),
                    "",
                    number(len(plan["inactive"])),
                ]
            )
        )
    return Table(
        _("Rencana"),
        [_("Yang berubah atau berpindah"), _("Semula"), _("Menjadi / jumlah")],
        rows,
        empty=_("Tidak ada yang perlu dipindahkan."),
    )


def _label_of_column(column: str) -> str:
    field = next(row for row in Umkm._meta.concrete_fields if row.attname == column)
    return _label(field.name)


def _plain(value) -> str:
    return NOTHING if value in (None, "") else str(value)


@admin.register(DuplicatePair)
class DuplicatePairAdmin(OfficialAdmin):
    facts = (
        (
            gettext_lazy("Kemungkinan ganda"),
            ("certainty_tag", "reasons_label", "state", "found_at", "decided_by", "decided_at"),
        ),
    )
    list_display = ("pair", "reasons_label", "similarity", "certainty_tag", "state", "found_at")
    list_select_related = ("first__village__district", "second__village__district")
    list_filter = (("state", ChoicesDropdownFilter), ("certainty", ChoicesDropdownFilter))
    search_fields = ("first__name", "second__name")

    def get_queryset(self, request):
        """The queue first: what waits for a decision, the surest on top."""
        return super().get_queryset(request).order_by("-state", "certainty", "-similarity", "pk")

    @display(description=gettext_lazy("pasangan"))
    def pair(self, row):
        return f"{row.first} ~ {row.second}"

    @display(description=gettext_lazy("sebab"))
    def reasons_label(self, row):
        return same_because(row.reasons)

    @display(description=gettext_lazy("keyakinan"), ordering="certainty")
    def certainty_tag(self, row):
        return format_html(
            '<span class="status-tag tone-{}">{}</span>',
            _TONES[row.certainty],
            row.get_certainty_display(),
        )

    def tables(self, request, row):
        return [side_by_side(row.first, row.second)]

    def links(self, request, row):
        if row.state != DuplicatePair.State.OPEN or not may_verify(request.user, row.first):
            return []
        return [
            Link(
                _("Pertahankan no. %(number)s…") % {"number": row.first_id},
                admin_url(row, "merge", "first"),
            ),
            Link(
                _("Pertahankan no. %(number)s…") % {"number": row.second_id},
                admin_url(row, "merge", "second"),
            ),
            Link(_("Memang berbeda…"), admin_url(row, "different")),
        ]

    def get_urls(self):
        def page(address, view, name):
            return path(
                address, self.admin_site.admin_view(view), name=f"umkm_duplicatepair_{name}"
            )

        return [
            page("<path:object_id>/berbeda/", self.different_view, "different"),
            page("<path:object_id>/gabung/<slug:keep>/", self.merge_view, "merge"),
            *super().get_urls(),
        ]

    def different_view(self, request, object_id):
        pair = self.row_or_404(request, object_id)

        def perform(_given):
            call_different(pair, actor=request.user)
            return _("Tercatat: keduanya memang berbeda.")

        return self.form_page(
            request,
            pair,
            forms.Form(posted(request)),
            title=_("Memang berbeda"),
            lead=_("Pasangan ini tidak ditampilkan lagi."),
            button=_("Keduanya berbeda"),
            perform=perform,
            tables=[side_by_side(pair.first, pair.second)],
        )

    def merge_view(self, request, object_id, keep):
        """GET and POST without the tick show the plan; with it the two become one."""
        pair = self.row_or_404(request, object_id)
        kept, merged = (pair.first, pair.second) if keep == "first" else (pair.second, pair.first)
        form = MergeForm(posted(request), kept, merged)
        take = form.cleaned_data["take"] if form.is_bound and form.is_valid() else []
        if form.is_bound and form.is_valid() and not form.cleaned_data["seen"]:
            form.add_error("seen", _("Periksa rencana di atas, lalu centang."))

        def perform(given):
            merge_firms(kept, merged, actor=request.user, take=given["take"], note=given["note"])
            return _("“%(merged)s” digabung ke “%(kept)s”. Dapat dibatalkan selama 30 hari.") % {
                "merged": merged,
                "kept": kept,
            }

        tables = [side_by_side(kept, merged)]
        if pair.state == DuplicatePair.State.OPEN:
            tables.append(plan_table(plan_merge(kept, merged, actor=request.user, take=take)))
        return self.form_page(
            request,
            pair,
            form,
            title=_("Gabung ke “%(name)s” (no. %(number)s)") % {"name": kept, "number": kept.pk},
            lead=_("No. %(number)s tidak tampil lagi; semua miliknya berpindah.")
            % {"number": merged.pk},
            button=_("Gabung"),
            tone="danger",
            perform=perform,
            tables=tables,
            onward=lambda: admin_url(kept),
        )


@admin.register(Merge)
class MergeAdmin(OfficialAdmin):
    facts = (
        (
            gettext_lazy("Penggabungan"),
            ("kept", "merged", "by", "at", "note", "undone_by", "undone_at"),
        ),
    )
    list_display = ("merged", "kept", "by", "at", "undone_at")
    list_select_related = ("merged", "kept", "by")

    def tables(self, request, row):
        return [plan_table(row.plan)] if row.plan else []

    def links(self, request, row):
        if may_be_undone(row) and may_verify(request.user, row.kept):
            return [Link(_("Batalkan penggabungan…"), admin_url(row, "undo"))]
        return []

    def get_urls(self):
        undo = path(
            "<path:object_id>/batal/",
            self.admin_site.admin_view(self.undo_view),
            name="umkm_merge_undo",
        )
        return [undo, *super().get_urls()]

    def undo_view(self, request, object_id):
        merge = self.row_or_404(request, object_id)

        def perform(_given):
            undo_merge(merge, actor=request.user)
            return _("Penggabungan dibatalkan; keduanya kembali seperti semula.")

        return self.form_page(
            request,
            merge,
            forms.Form(posted(request)),
            title=_("Batalkan penggabungan"),
            lead=_("Yang berpindah kembali, kecuali yang diubah orang sesudahnya."),
            button=_("Batalkan penggabungan"),
            tone="danger",
            perform=perform,
        )


@panel_for(Umkm)
def merges_of(_request, row) -> Table:
    """Where a firm went, and what went up in it."""
    merges = (Merge.objects.filter(kept=row) | Merge.objects.filter(merged=row)).select_related(
        "kept", "merged", "by"
    )
    return Table(
        _("Penggabungan"),
        [_("Digabungkan"), _("Ke"), _("Oleh"), _("Tanggal"), _("Dibatalkan")],
        [
            Row(
                [
                    link_to(merge.merged),
                    link_to(merge.kept),
                    merge.by,
                    day(merge.at),
                    day(merge.undone_at),
                ],
                [Link(_("Lihat"), admin_url(merge))],
            )
            for merge in merges
        ],
        empty=_("Tidak ada."),
    )
