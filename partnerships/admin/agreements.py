"""What stands around an MoU: preparation, signatures, amendments, evaluations and disputes; and the programmes."""

from collections.abc import Sequence

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.accounts.models import Role
from kemitraan.official_admin import Link, OfficialAdmin, Row, Table, WorkflowAdmin
from kemitraan.official_admin.base import posted, status_tag
from kemitraan.official_admin.dossier import NOTHING, day, link_to
from kemitraan.rupiah import rupiah, rupiah_short
from partnerships.flow import AMENDMENT_FLOW, DISPUTE_FLOW
from partnerships.models import (
    Amendment,
    AmendmentStatus,
    Dispute,
    Mou,
    MouStatus,
    PartnershipProgramme,
)
from partnerships.mou_steps import AMENDMENT_STEPS, DISPUTE_STEPS, amendment_step_form
from partnerships.services.disputes import change_dispute_status
from partnerships.services.programmes import save_programme
from partnerships.services.signatures import missing_parties, signatures_of

# ── Tables on the page of an MoU ─────────────────────────────────────────────────────────────────────────────────────


def preparation_tables(mou: Mou) -> list[Table]:
    """Meetings, trials and legal checks: each only when there is one."""
    tables = [
        Table(
            _("Temu bisnis"),
            [_("Tanggal"), _("Tempat"), _("Hasil")],
            [Row([day(row.held_on), row.place or NOTHING, row.note]) for row in mou.meetings.all()],
        ),
        Table(
            _("Uji contoh"),
            [_("Contoh"), _("Tenggat"), _("Hasil"), _("Perbaikan atau sebab")],
            [
                Row([order.what, day(order.due_on), *_result(order)])
                for order in mou.trials.prefetch_related("results")
            ],
        ),
        Table(
            _("Pemeriksaan hukum"),
            [_("Tanggal"), _("Pemeriksa"), _("Hasil"), _("Yang kurang"), _("Catatan")],
            [
                Row(
                    [
                        day(row.checked_at),
                        row.checked_by,
                        _("lulus") if row.passed else _("dikembalikan"),
                        ", ".join(row.missing) or NOTHING,
                        row.note or NOTHING,
                    ]
                )
                for row in mou.legal_checks.select_related("checked_by")
            ],
        ),
    ]
    return [table for table in tables if table.rows]


def _result(order) -> list:
    results = list(order.results.all())
    if not results:
        return [_("menunggu"), NOTHING]
    last = results[-1]
    return [last.get_outcome_display(), last.fixes or last.get_reason_display() or NOTHING]


def signature_table(mou: Mou, amendment: Amendment | None = None) -> Table:
    rows = [
        Row(
            [
                row.umkm or (mou.company if row.role == "company" else row.get_role_display()),
                day(row.signed_on),
                row.signed_by or NOTHING,
                row.recorded_by,
                row.paper.digest[:16],
            ],
            [Link(_("Buka berkas"), row.paper.get_absolute_url())],
        )
        for row in signatures_of(mou, amendment)
    ]
    waits = (
        amendment.status == AmendmentStatus.SIGNING
        if amendment
        else mou.status == MouStatus.SIGNING
    )
    if waits:
        rows += [
            Row([party.label(mou), _("belum"), NOTHING, NOTHING, NOTHING])
            for party in missing_parties(mou, amendment)
        ]
    return Table(
        _("Tanda tangan"),
        [_("Pihak"), _("Tanggal"), _("Penanda tangan"), _("Dicatat oleh"), _("SHA-256")],
        rows,
        empty=_("Belum ada tanda tangan."),
    )


def amendment_table(mou: Mou, links: Sequence[Link] = ()) -> Table:
    return Table(
        _("Amandemen"),
        [_("Ke"), _("Berakhir yang baru"), _("Nilai yang baru"), _("Alasan"), _("Status")],
        [
            Row(
                [
                    link_to(row),
                    day(row.ends_on) if row.ends_on else NOTHING,
                    rupiah(row.mou_rupiah),
                    row.why,
                    status_tag(row),
                ]
            )
            for row in mou.amendments.all()
        ],
        empty=_("Belum ada amandemen."),
        links=links,
    )


def evaluation_table(mou: Mou, links: Sequence[Link] = ()) -> Table:
    return Table(
        _("Evaluasi"),
        [_("Pihak"), _("Nilai"), _("Bermitra lagi"), _("Catatan")],
        [
            Row(
                [
                    row.umkm or mou.company,
                    f"{row.rating}/5",
                    _("ya") if row.goes_on else _("tidak"),
                    row.note or NOTHING,
                ]
            )
            for row in mou.evaluations.select_related("umkm")
        ],
        empty=_("Belum ada evaluasi."),
        links=links,
    )


# ── Pages of their own ───────────────────────────────────────────────────────────────────────────────────────────────


@admin.register(Amendment)
class AmendmentAdmin(WorkflowAdmin):
    flow = AMENDMENT_FLOW
    verbs = frozenset(AMENDMENT_STEPS)
    facts = (
        (
            gettext_lazy("Amandemen"),
            (
                "status_tag",
                "mou",
                "position",
                "ends_on",
                "mou_rupiah",
                "why",
                "written_by",
                "written_at",
                "signed_on",
            ),
        ),
    )
    list_display = ("mou", "position", "ends_on", "mou_rupiah", "status_tag")
    list_select_related = ("mou",)
    list_filter = (("status", ChoicesDropdownFilter),)
    search_fields = ("mou__number", "mou__title")

    def tables(self, request, row):
        shares = Table(
            _("Bagian yang baru"),
            [_("UMKM"), _("Bagian (%)")],
            [
                Row([link_to(share.umkm), share.share_percent])
                for share in row.shares.select_related("umkm")
            ],
            empty=_("Bagian tidak berubah."),
        )
        return [shares, signature_table(row.mou, row)]

    def asked_form(self, request, row, transition):
        return amendment_step_form(row, transition, posted(request), request.user)

    def take_step(self, row, verb, *, actor, **answers):
        return AMENDMENT_STEPS[verb](row, actor=actor, **answers)


@admin.register(Dispute)
class DisputeAdmin(WorkflowAdmin):
    flow = DISPUTE_FLOW
    verbs = DISPUTE_STEPS
    facts = (
        (
            gettext_lazy("Sengketa"),
            ("status_tag", "mou", "side", "opened_by", "opened_at", "chronology"),
        ),
    )
    list_display = ("mou", "side", "opened_at", "status_tag")
    list_select_related = ("mou",)
    list_filter = (("status", ChoicesDropdownFilter),)
    search_fields = ("mou__number", "mou__title", "chronology")

    def links(self, request, row):
        return [
            Link(_("Baca berkas perkara"), reverse("partnerships:case", args=[row.pk])),
            Link(_("Unduh untuk KPPU (ZIP)"), reverse("partnerships:case-file", args=[row.pk])),
        ]

    def take_step(self, row, verb, *, actor, note, **_answers):
        return change_dispute_status(row, verb, actor=actor, note=note)


@admin.register(PartnershipProgramme)
class PartnershipProgrammeAdmin(OfficialAdmin):
    editors = adders = (Role.PARTNERSHIP_OFFICER,)
    facts = (
        (
            gettext_lazy("Program"),
            (
                "name",
                "held_on",
                "scope",
                "companies_pma",
                "companies_pmdn",
                "companies_count",
                "umkm_count",
                "potential_rupiah",
                "source",
                "source_on",
                "note",
                "beside",
            ),
        ),
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    "held_on",
                    "scope",
                    "companies_pma",
                    "companies_pmdn",
                    "companies_count",
                    "umkm_count",
                    "potential_rupiah",
                    "source",
                    "source_on",
                    "note",
                    "beside",
                )
            },
        ),
    )
    list_display = ("name", "held_on", "scope", "potential")
    search_fields = ("name", "source")
    autocomplete_fields = ("beside",)

    @display(description=gettext_lazy("potensi menurut sumber"), ordering="potential_rupiah")
    def potential(self, row):
        return rupiah_short(row.potential_rupiah)

    def write(self, request, row, form, *, is_new):
        return save_programme(row, actor=request.user)
