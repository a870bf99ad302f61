"""Runs of the matcher: how far each has come, what it wrote, and the button that asks for a new one."""

from django.contrib import admin, messages
from django.db.models import Count
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from kombu.exceptions import OperationalError
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.official_admin import OfficialAdmin, Row, Table
from kemitraan.official_admin.dossier import NOTHING, admin_url, day, link_to, progress_bar
from kemitraan.reference.models import Cluster
from kemitraan.refusals import must
from kemitraan.rupiah import number
from partnerships.models import MatchRun, MatchWeights
from partnerships.permissions import is_officer
from partnerships.services.matching import ACTIVE, ask_full_run
from partnerships.tasks import perform_match
from partnerships.wording.rules import LABELS

#: Needs of a run that its page lists.
SHOWN = 100
#: Which state is how good.
TONES = {
    MatchRun.State.QUEUED: "warn",
    MatchRun.State.RUNNING: "info",
    MatchRun.State.DONE: "good",
    MatchRun.State.FAILED: "bad",
}


def _counts(excluded: dict[str, int]) -> str:
    """{"radius": 12, "price": 3} -> "Jarak 12, Harga 3": how many UMKM each hard rule kept out."""
    found = sorted(excluded.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{LABELS[code]} {number(count)}" for code, count in found if count) or NOTHING


@admin.register(MatchRun)
class MatchRunAdmin(OfficialAdmin):
    change_form_template = "admin/partnerships/matchrun/page.html"
    list_before_template = "admin/partnerships/matchrun/ask.html"
    facts = (
        (
            gettext_lazy("Pencocokan"),
            (
                "state_tag",
                "kind",
                "umkm",
                "asked_by",
                "asked_at",
                "started_at",
                "finished_at",
                "total",
                "done",
                "written",
                "withdrawn",
                "groups",
                "gap",
                "weights",
                "words_version",
                "failure",
            ),
        ),
    )
    list_display = ("asked_at", "kind", "asked_by", "progress", "written", "withdrawn", "state_tag")
    list_select_related = ("asked_by",)
    list_filter = (("state", ChoicesDropdownFilter), ("kind", ChoicesDropdownFilter))

    @display(description=gettext_lazy("kemajuan"))
    def progress(self, row):
        return format_html(
            "{} {}/{}", progress_bar(row.percent), number(row.done), number(row.total)
        )

    @display(description=gettext_lazy("keadaan"), ordering="state")
    def state_tag(self, row):
        return format_html(
            '<span class="status-tag tone-{}">{}</span>', TONES[row.state], row.get_state_display()
        )

    @display(description=gettext_lazy("kelompok: biaya di atas batas terbaik"))
    def gap(self, row):
        """How far the groups are at the most from the best that there could be."""
        if row.groups_gap is None:
            return NOTHING
        return f"{number(round(100 * row.groups_gap, 1))} %"

    @display(description=gettext_lazy("versi bobot"))
    def weights(self, row):
        return link_to(MatchWeights.objects.filter(pk=row.weights_version).first()) or NOTHING

    def changelist_view(self, request, extra_context=None):
        may_ask = bool(is_officer(request.user))
        return super().changelist_view(request, {**(extra_context or {}), "may_ask": may_ask})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["is_active"] = obj is not None and obj.state in ACTIVE
        return super().render_change_form(request, context, add, change, form_url, obj)

    def tables(self, request, row):
        shards = list(
            row.need_matches.order_by()
            .values("shard")
            .annotate(needs=Count("pk"), ready=Count("finished_at"))
            .order_by("shard")
        )
        names = {cluster.pk: cluster.name for cluster in Cluster.objects.all()}
        matches = row.need_matches.select_related("need__unit").order_by("pk")[:SHOWN]
        return [
            Table(
                _("Bagian pekerjaan"),
                [_("Klaster"), _("Kebutuhan"), _("Selesai"), ""],
                [
                    Row(
                        [
                            names.get(shard["shard"], shard["shard"] or _("tanpa klaster")),
                            number(shard["needs"]),
                            number(shard["ready"]),
                            progress_bar(100 * shard["ready"] / shard["needs"]),
                        ]
                    )
                    for shard in shards
                ],
                empty=_("Tidak dibagi."),
                numeric=frozenset({1, 2}),
            ),
            Table(
                _("Kebutuhan dalam pencocokan ini"),
                [
                    _("Kebutuhan"),
                    _("Diperiksa"),
                    _("Disarankan"),
                    _("Selesai"),
                    _("Tidak lolos syarat"),
                ],
                [
                    Row(
                        [
                            link_to(match.need),
                            number(match.considered),
                            number(match.suggested),
                            day(match.finished_at),
                            _counts(match.excluded),
                        ]
                    )
                    for match in matches
                ],
                empty=_("Pencocokan untuk satu UMKM tidak mencatat kebutuhan satu per satu.")
                if row.kind == MatchRun.Kind.UMKM
                else _("Belum mulai."),
                numeric=frozenset({1, 2}),
            ),
        ]

    # ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def get_urls(self):
        ask = path(
            "cocokkan/", self.admin_site.admin_view(self.ask_view), name="partnerships_matchrun_ask"
        )
        return [ask, *super().get_urls()]

    def ask_view(self, request):
        """POST asks for a run over all open needs; the worker does it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        must(is_officer(request.user))
        run = ask_full_run(asked_by=request.user)
        try:
            perform_match.delay_on_commit(run.pk)
        except OperationalError:
            # The row is what counts: the sweep of beat finds it as soon as the broker is back.
            self.message_user(
                request,
                _(
                    "Antrean pekerja sedang tidak terjangkau; pencocokan tercatat dan dimulai begitu pulih."
                ),
                messages.WARNING,
            )
        else:
            self.message_user(request, _("Pencocokan semua kebutuhan diminta."), messages.SUCCESS)
        return HttpResponseRedirect(admin_url(run))
