"""MoUs from the first meeting to their end: steps, shares, and the contracts and realisations that follow."""

from django.contrib import admin
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.official_admin import Link, Row, Table, WorkflowAdmin
from kemitraan.official_admin.base import posted
from kemitraan.official_admin.dossier import NOTHING, day, link_to
from kemitraan.refusals import NotAllowed, Refused, WrongState
from kemitraan.rupiah import number, rupiah, rupiah_short
from partnerships.admin.agreements import (
    amendment_table,
    evaluation_table,
    preparation_tables,
    signature_table,
)
from partnerships.admin.ledger import contract_table, realisation_table
from partnerships.admin.register import RegisterListFilter, RegisterPages, register_table
from partnerships.entries import lines_of
from partnerships.flow import MOU_FLOW
from partnerships.forms import (
    AmendmentForm,
    ContractForm,
    EvaluationForm,
    SharesForm,
    contract_defaults,
)
from partnerships.forms.reported import ScopeForm
from partnerships.models import Mou, Realisation
from partnerships.models.mous import DIVISIBLE, LIVE
from partnerships.mou_steps import MOU_STEPS, mou_step_form, take_mou_step
from partnerships.need_changes import answered_before_change
from partnerships.permissions import is_officer
from partnerships.services.amendments import write_amendment
from partnerships.services.endings import OVER, evaluate
from partnerships.services.ledger import enter_contract
from partnerships.services.mous import classify, set_shares


@admin.register(Mou)
class MouAdmin(RegisterPages, WorkflowAdmin):
    flow = MOU_FLOW
    verbs = frozenset(MOU_STEPS)
    facts = (
        (
            gettext_lazy("Kemitraan"),
            (
                "status_tag",
                "title",
                "company",
                "need",
                "pattern",
                "coordinator",
                "scope",
                "programme",
                "origin",
                "number",
                "signed_on",
                "starts_on",
                "ends_on",
                "created_at",
                "created_by",
            ),
        ),
        (
            gettext_lazy("Empat nilai, masing-masing berdiri sendiri"),
            ("potential_rupiah", "mou_rupiah", "contract_rupiah", "realised_rupiah"),
        ),
    )
    list_display = ("title", "company", "number", "mou_value", "ends_on", "status_tag")
    list_select_related = ("company",)
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("scope", ChoicesDropdownFilter),
        ("origin", ChoicesDropdownFilter),
        ("pattern", ChoicesDropdownFilter),
        RegisterListFilter,
    )
    search_fields = ("title", "number", "company__name")

    @display(description=gettext_lazy("nilai MoU"), ordering="mou_rupiah")
    def mou_value(self, row):
        return rupiah_short(row.mou_rupiah)

    @display(description=gettext_lazy("nilai kontrak, dikonfirmasi"))
    def contract_rupiah(self, row):
        return rupiah(sum(entry.value_rupiah for entry in row.contracts.confirmed()))

    @display(description=gettext_lazy("nilai realisasi, dikonfirmasi"))
    def realised_rupiah(self, row):
        confirmed = Realisation.objects.confirmed().filter(contract__mou=row)
        return rupiah(sum(entry.value_rupiah for entry in confirmed))

    def notices(self, request, row):
        return [
            _("Kebutuhan berubah sejak %(umkm)s menjawab: %(what)s.")
            % {"umkm": suggestion.umkm, "what": suggestion.what_changed}
            for suggestion in answered_before_change(row)
            if suggestion.what_changed
        ]

    def tables(self, request, row):
        officer = bool(is_officer(request.user))
        return [
            self._members(row, may_divide=officer and row.status in DIVISIBLE),
            self._lines(row),
            *preparation_tables(row),
            signature_table(row),
            amendment_table(
                row,
                links=[Link(_("Susun amandemen"), self._url("amendment", row))]
                if officer and row.status in LIVE
                else [],
            ),
            contract_table(
                row,
                request.user,
                links=[Link(_("Catat kontrak"), self._url("contract", row))]
                if officer and row.status in LIVE
                else [],
            ),
            realisation_table(row, request.user),
            *([register_table(row, request.user)] if row.is_signed else []),
            *(
                [
                    evaluation_table(
                        row,
                        links=[Link(_("Tulis evaluasi"), self._url("evaluation", row))]
                        if officer
                        else [],
                    )
                ]
                if row.status in OVER
                else []
            ),
        ]

    def _lines(self, row) -> Table:
        contracts = row.contracts.select_related(
            "entered_by", "confirmed_by", "paper"
        ).prefetch_related(
            "realisations__umkm",
            "realisations__entered_by",
            "realisations__confirmed_by",
            "realisations__paper",
        )
        return Table(
            _("Buku besar: dari mana setiap angka"),
            [
                _("Nilai"),
                _("Rupiah"),
                _("Menurut pihak lain"),
                _("Tanggal"),
                _("Sumber"),
                _("Dicatat"),
                _("Dikonfirmasi"),
            ],
            [
                Row(
                    [
                        f"{line.kind} · {line.about}",
                        rupiah(line.rupiah),
                        NOTHING if line.claimed_rupiah is None else rupiah(line.claimed_rupiah),
                        day(line.on),
                        f"{line.source} {line.document}",
                        line.entered_by,
                        line.confirmed_by or NOTHING,
                    ],
                    [Link(_("Buka berkas"), line.paper.get_absolute_url())] if line.paper else [],
                )
                for line in lines_of(row, contracts)
            ],
            numeric=frozenset({1, 2}),
        )

    def _members(self, row, *, may_divide: bool) -> Table:
        members = list(row.members.select_related("umkm__village__district"))
        return Table(
            _("UMKM peserta"),
            [
                _("Usaha"),
                _("Desa/kelurahan"),
                _("Bagian (%)"),
                _("Bagian nilai MoU"),
                _("Koordinator"),
            ],
            [
                Row(
                    [
                        link_to(member.umkm),
                        member.umkm.village,
                        number(member.share_percent),
                        NOTHING
                        if row.mou_rupiah is None
                        else rupiah(int(row.mou_rupiah * member.share_percent / 100)),
                        _("ya") if member.is_coordinator else "",
                    ]
                )
                for member in members
            ],
            links=[Link(_("Ubah bagian"), self._url("shares", row))]
            if may_divide and len(members) > 1
            else [],
            numeric=frozenset({2, 3}),
        )

    # ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def asked_form(self, request, row, transition):
        return mou_step_form(row, transition, posted(request), request.user)

    def take_step(self, row, verb, *, actor, **answers):
        return take_mou_step(row, verb, actor=actor, **answers)

    # ── Shares and contracts ─────────────────────────────────────────────────────────────────────────────────────────

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<path:object_id>/bagian/", view(self.shares_view), name="partnerships_mou_shares"
            ),
            path(
                "<path:object_id>/kontrak/baru/",
                view(self.contract_view),
                name="partnerships_mou_contract",
            ),
            path(
                "<path:object_id>/amandemen/baru/",
                view(self.amendment_view),
                name="partnerships_mou_amendment",
            ),
            path("<path:object_id>/lingkup/", view(self.scope_view), name="partnerships_mou_scope"),
            path(
                "<path:object_id>/evaluasi/",
                view(self.evaluation_view),
                name="partnerships_mou_evaluation",
            ),
            *super().get_urls(),
        ]

    @staticmethod
    def _url(page: str, row: Mou) -> str:
        return reverse(f"admin:partnerships_mou_{page}", args=[row.pk])

    def shares_view(self, request, object_id):
        row = self.row_or_404(request, object_id)
        form = SharesForm(row, posted(request))

        def perform(answers):
            set_shares(row, form.shares(), actor=request.user, coordinator=answers["coordinator"])
            return _("Bagian para UMKM tersimpan.")

        return self.form_page(
            request,
            row,
            form,
            title=_("Bagian para UMKM"),
            lead=_("Bagian dari volume dan nilai; seluruh bagian harus berjumlah 100."),
            button=_("Simpan bagian"),
            perform=perform,
            refused=_unless(
                request,
                row.status in DIVISIBLE,
                _("Bagian hanya dapat diubah sebelum pemeriksaan hukum."),
            ),
        )

    def contract_view(self, request, object_id):
        row = self.row_or_404(request, object_id)

        def perform(answers):
            contract = enter_contract(row, actor=request.user, **answers)
            return _("Kontrak %(contract)s tercatat; pihak lain diminta mengonfirmasi.") % {
                "contract": contract
            }

        return self.form_page(
            request,
            row,
            ContractForm(posted(request), initial=contract_defaults(row), asks_side=True),
            title=_("Catat kontrak"),
            lead=_("Nilai dihitung setelah pihak lain mengonfirmasi."),
            button=_("Simpan kontrak"),
            perform=perform,
            refused=_unless(
                request,
                row.status in LIVE,
                _("Kontrak dicatat setelah MoU ditandatangani dan sebelum MoU berakhir."),
            ),
        )

    def amendment_view(self, request, object_id):
        row = self.row_or_404(request, object_id)
        form = AmendmentForm(row, posted(request))

        def perform(_answers):
            amendment = write_amendment(row, actor=request.user, **form.amended())
            return _("%(amendment)s tersusun; semua pihak diminta menandatangani.") % {
                "amendment": amendment
            }

        return self.form_page(
            request,
            row,
            form,
            title=_("Susun amandemen"),
            lead=_(
                "Isi MoU yang ditandatangani tetap tersimpan; yang berubah berlaku sesudah semua pihak menandatangani."
            ),
            button=_("Simpan amandemen"),
            perform=perform,
            refused=_unless(
                request, row.status in LIVE, _("Amandemen hanya untuk MoU yang berlaku.")
            ),
        )

    def scope_view(self, request, object_id):
        row = self.row_or_404(request, object_id)

        def perform(answers):
            classify(row, actor=request.user, **answers)
            return _("Lingkup tersimpan.")

        return self.form_page(
            request,
            row,
            ScopeForm(posted(request), instance=row),
            title=_("Lingkup dan program"),
            lead=_("Angka kabupaten, provinsi, dan program nasional tidak pernah dicampur."),
            button=_("Simpan lingkup"),
            perform=perform,
            refused=_unless(request, True, ""),
        )

    def links(self, request, row):
        if not is_officer(request.user):
            return []
        return [Link(_("Ubah lingkup"), self._url("scope", row))]

    def evaluation_view(self, request, object_id):
        row = self.row_or_404(request, object_id)
        firms = [member.umkm for member in row.members.select_related("umkm")]

        def perform(answers):
            evaluate(row, actor=request.user, **answers)
            return _("Evaluasi tersimpan.")

        return self.form_page(
            request,
            row,
            EvaluationForm(firms, posted(request), for_company=True),
            title=_("Tulis evaluasi"),
            lead=_("Menurut keterangan pihak yang bersangkutan; setiap pihak satu kali."),
            button=_("Simpan evaluasi"),
            perform=perform,
            refused=_unless(
                request, row.status in OVER, _("Evaluasi ditulis setelah kemitraan berakhir.")
            ),
        )


def _unless(request, in_state: bool, sentence: str) -> Refused | None:
    """What a page of an act says before anything is typed; on POST the service says it itself."""
    if request.method == "POST":
        return None
    verdict = is_officer(request.user)
    if not verdict:
        return NotAllowed(verdict.reason)
    return None if in_state else WrongState(sentence)
