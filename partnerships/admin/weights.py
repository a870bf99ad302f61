"""The table of weights: everybody reads it, a superuser writes a new version or goes back to an old one."""

from django.contrib import admin
from django.forms import Form
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from kemitraan.official_admin import Link, OfficialAdmin, Row, Table
from kemitraan.official_admin.base import posted
from kemitraan.official_admin.dossier import admin_url, progress_bar
from kemitraan.refusals import NotAllowed
from kemitraan.rupiah import number
from partnerships.forms import WeightsForm
from partnerships.models import MatchWeights
from partnerships.services.weights import active_weights, change_weights, use_weights
from partnerships.wording.scores import NUMBERS, weight_tables


def _tables(weights) -> list[Table]:
    return [
        *(
            Table(
                table["title"],
                [_("Bagian"), _("Bobot (%)"), ""],
                [
                    Row([bar["label"], number(bar["percent"]), progress_bar(bar["percent"])])
                    for bar in table["bars"]
                ],
                numeric=frozenset({1}),
            )
            for table in weight_tables(weights)
        ),
        Table(
            _("Cara menggabungkan"),
            [_("Angka"), _("Nilai (%)"), ""],
            [
                Row(
                    [
                        label,
                        number(round(100 * getattr(weights, name), 1)),
                        progress_bar(100 * getattr(weights, name)),
                    ]
                )
                for name, label in NUMBERS.items()
            ],
            numeric=frozenset({1}),
        ),
    ]


@admin.register(MatchWeights)
class MatchWeightsAdmin(OfficialAdmin):
    list_before_template = "admin/partnerships/matchweights/present.html"
    states = ("is_active",)
    facts = (
        (
            gettext_lazy("Bobot pencocokan"),
            ("version", "is_active", "created_at", "created_by", "note"),
        ),
    )
    list_display = ("name", "created_at", "author", "note", "is_active")
    list_select_related = ("created_by",)

    @display(description=gettext_lazy("versi"), ordering="version")
    def name(self, row):
        return str(row)

    @display(description=gettext_lazy("dibuat oleh"), ordering="created_by__full_name")
    def author(self, row):
        return row.created_by or _("sistem")

    def changelist_view(self, request, extra_context=None):
        present = active_weights()
        return super().changelist_view(
            request,
            {
                **(extra_context or {}),
                "present": present,
                "tables": _tables(present),
                "may_change": request.user.is_superuser,
            },
        )

    def tables(self, request, row):
        return _tables(row.as_weights())

    def links(self, request, row):
        if not request.user.is_superuser:
            return []
        links = [Link(_("Versi baru dari tabel ini"), self._url("new", row))]
        if not row.is_active:
            links.append(Link(_("Pakai versi ini"), self._url("use", row)))
        return links

    # ── Changing ─────────────────────────────────────────────────────────────────────────────────────────────────────

    @staticmethod
    def _url(page: str, row: MatchWeights) -> str:
        return reverse(f"admin:partnerships_matchweights_{page}", args=[row.pk])

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("baru/", view(self.new_view), name="partnerships_matchweights_fresh"),
            path(
                "<path:object_id>/baru/", view(self.new_view), name="partnerships_matchweights_new"
            ),
            path(
                "<path:object_id>/pakai/", view(self.use_view), name="partnerships_matchweights_use"
            ),
            *super().get_urls(),
        ]

    def new_view(self, request, object_id: str | None = None):
        """A new version that begins with the table of another one, without one with the present table."""
        if not self.has_view_permission(request):
            raise NotAllowed(_("Hanya petugas yang ditunjuk yang dapat melakukan ini."))
        if object_id is None:
            row = MatchWeights.objects.filter(is_active=True).first()
            if row is None:
                raise Http404
        else:
            row = self.row_or_404(request, object_id)
        form = WeightsForm(row.as_weights(), posted(request))
        made = []

        def perform(_answers):
            made.append(
                change_weights(
                    values=form.table(),
                    note=form.cleaned_data["note"],
                    actor=request.user,
                    use=form.cleaned_data["use"],
                )
            )
            return _("%(weights)s tersimpan.") % {"weights": made[0]}

        return self.form_page(
            request,
            row,
            form,
            title=_("Versi bobot baru"),
            lead=_(
                "Setiap kelompok harus berjumlah 100 %. Versi lama tidak berubah dan dapat dipakai lagi; "
                "saran memakai bobot baru sejak pencocokan berikut."
            ),
            button=_("Simpan versi baru"),
            perform=perform,
            onward=lambda: admin_url(made[0]),
            refused=self._refusal(request),
        )

    def use_view(self, request, object_id: str):
        row = self.row_or_404(request, object_id)

        def perform(_answers):
            return _("%(weights)s dipakai sejak pencocokan berikut.") % {
                "weights": use_weights(row, actor=request.user)
            }

        return self.form_page(
            request,
            row,
            Form(posted(request)),
            title=_("Pakai versi ini"),
            lead=_("Saran memakai bobot ini sejak pencocokan berikut."),
            button=_("Pakai versi ini"),
            perform=perform,
            tables=_tables(row.as_weights()),
            refused=self._refusal(request),
        )

    @staticmethod
    def _refusal(request) -> NotAllowed | None:
        """Said before anything is typed; on POST the service says it itself."""
        if request.user.is_superuser or request.method == "POST":
            return None
        return NotAllowed(_("Bobot hanya diubah oleh administrator portal."))
