"""Suggestions: read, proposed or reopened, and made into an MoU when both sides are interested."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RelatedDropdownFilter
from unfold.decorators import display

from kemitraan.official_admin import Link, Row, Table, WorkflowAdmin
from kemitraan.official_admin.base import status_tag
from kemitraan.official_admin.dossier import admin_url, link_to, progress_bar
from kemitraan.official_admin.filters import RowFilter
from kemitraan.rupiah import number
from partnerships import wording
from partnerships.flow import SUGGESTION_FLOW
from partnerships.models import MouMember, Suggestion
from partnerships.need_changes import told_changes
from partnerships.permissions import is_officer
from partnerships.services.mous import open_mou
from partnerships.views.suggestions import STEPS


class StatusFilter(ChoicesDropdownFilter):
    """What the matcher took back itself appears only when it is asked for."""

    def queryset(self, request, queryset):
        return super().queryset(request, queryset) if self.value() else queryset.live()


class NeedFilter(RowFilter):
    """The suggestions of one need, reached from its page."""

    parameter_name = "need"


@admin.action(description=gettext_lazy("Siapkan MoU dari yang dipilih…"), permissions=["open_mou"])
def prepare_mou(model_admin, request, queryset):
    """Ask once more which UMKM take part, then begin the MoU."""
    chosen = list(queryset.with_labels().order_by("pk")[: MOST_MEMBERS + 1])
    if len(chosen) > MOST_MEMBERS:
        model_admin.message_user(
            request,
            _("Terlalu banyak saran dipilih; satu MoU paling banyak %(count)s UMKM.")
            % {"count": MOST_MEMBERS},
            messages.ERROR,
        )
        return None
    opened = []

    def perform(_answers):
        opened.append(open_mou(chosen, actor=request.user))
        return _("MoU “%(mou)s” dimulai dengan %(count)s UMKM.") % {
            "mou": opened[0],
            "count": number(len(chosen)),
        }

    return model_admin.form_page(
        request,
        None,
        Form(request.POST if "confirmed" in request.POST else None),
        title=_("Siapkan MoU"),
        lead=_(
            "Bagian menurut kelompok yang diundang bila semua anggotanya ikut, selain itu dibagi rata; "
            "dapat diubah sampai MoU ditandatangani."
        ),
        button=_("Siapkan MoU"),
        perform=perform,
        tables=[
            Table(
                _("UMKM yang ikut"),
                [_("UMKM"), _("Kebutuhan"), _("Perusahaan"), _("Nilai kecocokan"), _("Status")],
                [
                    Row(
                        [
                            link_to(row.umkm),
                            link_to(row.need),
                            row.need.company,
                            number(row.score),
                            status_tag(row),
                        ]
                    )
                    for row in chosen
                ],
                numeric=frozenset({3}),
            )
        ],
        back=request.get_full_path(),
        onward=lambda: admin_url(opened[0]),
        kept={
            "action": [prepare_mou.__name__],
            ACTION_CHECKBOX_NAME: [str(row.pk) for row in chosen],
            "confirmed": ["1"],
        },
    )


#: UMKM in one MoU that is prepared here.
MOST_MEMBERS = 100


@admin.register(Suggestion)
class SuggestionAdmin(WorkflowAdmin):
    flow = SUGGESTION_FLOW
    verbs = frozenset({"propose", "rule_out", "nominate", "reopen"})
    facts = (
        (
            gettext_lazy("Saran"),
            (
                "status_tag",
                "need",
                "company",
                "umkm",
                "product",
                "score",
                "company_score",
                "umkm_score",
                "created_at",
                "updated_at",
                "lifted",
                "run",
                "mou",
            ),
        ),
    )
    list_display = ("umkm_name", "need", "company", "score", "updated_at", "status_tag")
    list_select_related = ("umkm__village__district", "need__company")
    list_filter = (
        ("status", StatusFilter),
        ("umkm__cluster", RelatedDropdownFilter),
        ("umkm__village__district", RelatedDropdownFilter),
        NeedFilter,
    )
    search_fields = ("umkm__name", "need__title", "need__company__name")
    ordering = ("-score", "pk")
    actions = (prepare_mou,)

    def has_open_mou_permission(self, request) -> bool:
        return bool(is_officer(request.user))

    @display(description=gettext_lazy("UMKM"), ordering="umkm__name")
    def umkm_name(self, row):
        return f"{row.umkm} · {row.umkm.village.label}"

    @display(description=gettext_lazy("perusahaan"), ordering="need__company__name")
    def company(self, row):
        return link_to(row.need.company)

    @display(description=gettext_lazy("MoU"))
    def mou(self, row):
        member = MouMember.objects.filter(suggestion=row).select_related("mou").first()
        return link_to(member.mou if member else None)

    def tables(self, request, row):
        explanation = wording.explain(row, None)
        return [
            Table(
                _("Bagian nilai"),
                [_("Ukuran"), _("Nilai (%)"), ""],
                [
                    Row([bar["label"], number(bar["percent"]), progress_bar(bar["percent"])])
                    for bar in explanation["bars"]
                ],
                empty=_("Belum dihitung."),
                numeric=frozenset({1}),
            ),
            Table(
                _("Mengapa cocok"),
                [_("Alasan")],
                [Row([sentence]) for sentence in explanation["reasons"]],
                empty=_("Tidak ada alasan khusus."),
            ),
            Table(
                _("Yang masih kurang"),
                [_("Kekurangan"), _("Dinas")],
                [Row([gap.text, gap.help]) for gap in explanation["gaps"]],
                empty=_("Tidak ada."),
            ),
            Table(
                _("Yang akan menaikkan nilai"),
                [_("Perubahan"), _("Dinas")],
                [Row([change.text, change.help]) for change in explanation["what_ifs"]],
                empty=_("Tidak ada perubahan tunggal yang berarti."),
            ),
        ]

    def notices(self, request, row):
        told = wording.lifted(row, None)
        changed = told_changes([row])[0].what_changed
        older = _("Kebutuhan berubah sejak UMKM menjawab: %(what)s.") % {"what": changed}
        return [*([told] if told else []), *([older] if changed else [])]

    def links(self, request, row):
        if not row.is_scored:
            return []
        address = reverse("partnerships:compare", args=[row.need_id])
        return [Link(_("Bandingkan dengan saran lain"), f"{address}?a={row.pk}")]

    def take_step(self, row, verb, *, actor, **answers):
        return STEPS[verb](row, actor=actor, **answers)
