"""MoUs from the first meeting to their end: steps, shares, and the contracts and realisations that follow."""

from django.contrib import admin
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.forms import StepForm
from kemitraan.official_admin import Link, Row, Table, WorkflowAdmin
from kemitraan.official_admin.base import posted
from kemitraan.official_admin.dossier import NOTHING, link_to
from kemitraan.refusals import NotAllowed, Refused, WrongState
from kemitraan.rupiah import number, rupiah, rupiah_short
from partnerships.admin.ledger import contract_table, realisation_table
from partnerships.flow import MOU_FLOW
from partnerships.forms import ContractForm, SharesForm, SignForm, contract_defaults
from partnerships.models import Mou, Realisation
from partnerships.models.mous import LIVE, PREPARING
from partnerships.need_changes import answered_before_change
from partnerships.permissions import is_officer
from partnerships.services.ledger import enter_contract
from partnerships.services.mous import change_mou_status, set_shares, sign_mou


@admin.register(Mou)
class MouAdmin(WorkflowAdmin):
    flow = MOU_FLOW
    verbs = frozenset({"try", "draft", "renegotiate", "sign", "complete", "terminate", "cancel"})
    facts = (
        (
            gettext_lazy("Kemitraan"),
            (
                "status_tag",
                "title",
                "company",
                "need",
                "pattern",
                "scope",
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
        ("pattern", ChoicesDropdownFilter),
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
            self._members(row, may_divide=officer and row.status in PREPARING),
            contract_table(
                row,
                request.user,
                links=[Link(_("Catat kontrak"), self._url("contract", row))]
                if officer and row.status in LIVE
                else [],
            ),
            realisation_table(row, request.user),
        ]

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

    def step_form(self, row, transition, data=None):
        form = SignForm if transition.verb == "sign" else StepForm
        return form(transition, data)

    def take_step(self, row, verb, *, actor, **answers):
        if verb == "sign":
            return sign_mou(row, actor=actor, **answers)
        return change_mou_status(row, verb, actor=actor, **answers)

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
            *super().get_urls(),
        ]

    @staticmethod
    def _url(page: str, row: Mou) -> str:
        return reverse(f"admin:partnerships_mou_{page}", args=[row.pk])

    def shares_view(self, request, object_id):
        row = self.row_or_404(request, object_id)
        form = SharesForm(row, posted(request))

        def perform(_answers):
            set_shares(row, form.shares(), actor=request.user)
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
                row.status in PREPARING,
                _("MoU yang sudah ditandatangani tidak diubah lagi."),
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


def _unless(request, in_state: bool, sentence: str) -> Refused | None:
    """What a page of an act says before anything is typed; on POST the service says it itself."""
    if request.method == "POST":
        return None
    verdict = is_officer(request.user)
    if not verdict:
        return NotAllowed(verdict.reason)
    return None if in_state else WrongState(sentence)
