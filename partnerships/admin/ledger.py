"""The ledger: contracts and realisations, entered for one side, confirmed on paper for a side without an account."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import admin
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import AllValuesCheckboxFilter, ChoicesDropdownFilter
from unfold.decorators import display

from kemitraan.forms import StepForm
from kemitraan.official_admin import Link, Row, Table, WorkflowAdmin
from kemitraan.official_admin.base import posted, status_tag
from kemitraan.official_admin.dossier import NOTHING, admin_url, day, link_to
from kemitraan.refusals import NotAllowed, Refused, WrongState
from kemitraan.rupiah import number, rupiah
from partnerships import quarters
from partnerships.flow import CONTRACT_FLOW, REALISATION_FLOW
from partnerships.forms import ContractForm, RealisationForm
from partnerships.models import Contract, EntryStatus, Mou, Realisation
from partnerships.models.ledger import DELIVERED, HOW_IT_WENT
from partnerships.permissions import is_officer
from partnerships.services.ledger import (
    change_entry_status,
    correct_entry,
    enter_realisation,
    expected_realisation,
    quarter_of,
)

#: What an officer does with an entry; confirming and disputing are the other side's.
_VERBS = frozenset({"confirm_on_behalf", "correct"})


def _links(entry: Contract | Realisation, user) -> list[Link]:
    """The steps of an entry, for its row in a table."""
    flow = CONTRACT_FLOW if isinstance(entry, Contract) else REALISATION_FLOW
    return [
        Link(f"{transition.label}…", admin_url(entry, "step", transition.verb))
        for transition in flow
        if transition.verb in _VERBS and flow.verdict(entry, transition.verb, user)
    ]


def _figures(entry: Contract | Realisation) -> str:
    """The amount; while it is disputed, that of the other side beside it."""
    if entry.claimed_rupiah is None:
        return rupiah(entry.value_rupiah)
    return _("%(entered)s; pihak lain: %(claimed)s") % {
        "entered": rupiah(entry.value_rupiah),
        "claimed": rupiah(entry.claimed_rupiah),
    }


def _realisation_url(contract: Contract) -> str:
    return reverse("admin:partnerships_contract_realisation", args=[contract.pk])


def contract_table(mou: Mou, user, links: Sequence[Link] = ()) -> Table:
    def ways(contract):
        yield from _links(contract, user)
        if contract.status == EntryStatus.CONFIRMED and is_officer(user):
            yield Link(_("Catat realisasi"), _realisation_url(contract))

    return Table(
        _("Kontrak"),
        [
            _("Dokumen"),
            _("Nilai"),
            _("Ditandatangani"),
            _("Masa"),
            _("Dicatat"),
            _("Status"),
        ],
        [
            Row(
                [
                    link_to(contract, f"{contract} · {contract.get_kind_display()}"),
                    _figures(contract),
                    day(contract.signed_on),
                    f"{day(contract.starts_on)} – {day(contract.ends_on)}",
                    f"{contract.entered_by} ({contract.get_entered_side_display()})",
                    status_tag(contract),
                ],
                list(ways(contract)),
            )
            for contract in mou.contracts.select_related("entered_by").prefetch_related("changes")
        ],
        empty=_("Belum ada kontrak."),
        links=links,
        numeric=frozenset({1}),
    )


def realisation_table(mou: Mou, user, contract: Contract | None = None) -> Table:
    rows = Realisation.objects.filter(contract__mou=mou)
    if contract is not None:
        rows = rows.filter(contract=contract)
    return Table(
        _("Realisasi"),
        [
            _("Triwulan"),
            _("UMKM"),
            _("Volume"),
            _("Nilai"),
            _("Dokumen"),
            _("Dicatat"),
            _("Status"),
        ],
        [
            Row(
                [
                    link_to(row, f"{row.year}\xa0TW{row.quarter}"),
                    link_to(row.umkm),
                    number(row.volume),
                    _figures(row),
                    row.document,
                    f"{row.entered_by} ({row.get_entered_side_display()})",
                    status_tag(row),
                ],
                _links(row, user),
            )
            for row in rows.select_related("umkm", "entered_by").prefetch_related("changes")
        ],
        empty=_("Belum ada realisasi."),
        numeric=frozenset({2, 3}),
    )


class EntryAdmin(WorkflowAdmin):
    verbs = _VERBS

    def correction_form(self, row, data, **kwargs):
        raise NotImplementedError

    @display(description=gettext_lazy("menurut pihak lain"), ordering="claimed_rupiah")
    def claim(self, row):
        """The other figure, side by side with the entry's own."""
        return NOTHING if row.claimed_rupiah is None else rupiah(row.claimed_rupiah)

    @display(description=gettext_lazy("berkas"))
    def paper_link(self, row):
        if row.paper is None:
            return NOTHING
        return format_html(
            '<a href="{}">{}</a> SHA-256 {}',
            row.paper.get_absolute_url(),
            row.paper,
            row.paper.digest,
        )

    def step_form(self, row, transition, data=None):
        if transition.verb != "correct":
            return StepForm(transition, data)
        form = self.correction_form(row, data, is_correction=True)
        form.initial = {
            name: getattr(row, name, None) for name in form.fields if name not in {"note", "upload"}
        }
        return form

    def take_step(self, row, verb, *, actor, **answers):
        if verb == "correct":
            return correct_entry(row, actor=actor, **answers)
        return change_entry_status(row, verb, actor=actor, **answers)

    @display(description=gettext_lazy("nilai"), ordering="value_rupiah")
    def value(self, row):
        return rupiah(row.value_rupiah)


@admin.register(Contract)
class ContractAdmin(EntryAdmin):
    flow = CONTRACT_FLOW
    facts = (
        (
            gettext_lazy("Kontrak"),
            (
                "status_tag",
                "mou",
                "company",
                "kind",
                "document",
                "value_rupiah",
                "signed_on",
                "starts_on",
                "ends_on",
                "oss_reference",
                "source",
                "paper_link",
                "claim",
                "entered_by",
                "entered_side",
                "entered_at",
                "confirmed_by",
                "confirmed_at",
            ),
        ),
    )
    list_display = (
        "document",
        "mou",
        "company",
        "value",
        "claim",
        "signed_on",
        "entered_side",
        "status_tag",
    )
    list_select_related = ("mou__company",)
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
        ("entered_side", ChoicesDropdownFilter),
    )
    search_fields = ("document", "mou__title", "mou__number", "mou__company__name")

    @display(description=gettext_lazy("perusahaan"), ordering="mou__company__name")
    def company(self, row):
        return link_to(row.mou.company)

    def tables(self, request, row):
        table = realisation_table(row.mou, request.user, row)
        if is_officer(request.user) and row.status == EntryStatus.CONFIRMED:
            table = replace(table, links=[Link(_("Catat realisasi"), _realisation_url(row))])
        return [table]

    def correction_form(self, row, data, **kwargs):
        return ContractForm(data, **kwargs)

    def get_urls(self):
        enter = path(
            "<path:object_id>/realisasi/baru/",
            self.admin_site.admin_view(self.realisation_view),
            name="partnerships_contract_realisation",
        )
        return [enter, *super().get_urls()]

    def realisation_view(self, request, object_id):
        row = self.row_or_404(request, object_id)
        firms = [member.umkm for member in row.mou.members.select_related("umkm")]
        year, quarter = quarter_of(timezone.localdate())
        form = RealisationForm(
            row,
            posted(request),
            firms=firms,
            asks_side=True,
            initial={
                **(expected_realisation(row, firms[0]) if len(firms) == 1 else {}),
                "umkm": firms[0].pk if len(firms) == 1 else None,
                "period": f"{year}-{quarter}",
            },
        )

        def perform(answers):
            year, quarter = answers.pop("period")
            entry = enter_realisation(
                row, actor=request.user, year=year, quarter=quarter, **answers
            )
            return _("Realisasi %(entry)s tercatat; pihak lain diminta mengonfirmasi.") % {
                "entry": entry
            }

        return self.form_page(
            request,
            row,
            form,
            title=_("Catat realisasi"),
            lead=_("Yang benar-benar dikirim dan dibayar dalam satu triwulan, untuk satu UMKM."),
            button=_("Simpan realisasi"),
            perform=perform,
            back=admin_url(row.mou),
            refused=self._unless_confirmed(request, row),
        )

    @staticmethod
    def _unless_confirmed(request, row) -> Refused | None:
        """What the page says before anything is typed; on POST the service says it itself."""
        if request.method == "POST":
            return None
        verdict = is_officer(request.user)
        if not verdict:
            return NotAllowed(verdict.reason)
        if row.status != EntryStatus.CONFIRMED:
            return WrongState(_("Realisasi dicatat setelah kontraknya dikonfirmasi kedua pihak."))
        return None


@admin.register(Realisation)
class RealisationAdmin(EntryAdmin):
    flow = REALISATION_FLOW
    facts = (
        (
            gettext_lazy("Realisasi"),
            (
                "status_tag",
                "contract",
                "mou",
                "umkm",
                "period",
                *DELIVERED,
                *HOW_IT_WENT,
                "paper_link",
                "claim",
                "claimed_volume",
                "entered_by",
                "entered_side",
                "entered_at",
                "confirmed_by",
                "confirmed_at",
            ),
        ),
    )
    list_display = ("period", "umkm", "mou", "value", "claim", "entered_side", "status_tag")
    list_select_related = ("umkm", "contract__mou")
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("year", AllValuesCheckboxFilter),
        ("quarter", AllValuesCheckboxFilter),
        ("entered_side", ChoicesDropdownFilter),
    )
    search_fields = ("umkm__name", "document", "contract__document", "contract__mou__number")

    @display(description=gettext_lazy("triwulan"), ordering="-year")
    def period(self, row):
        return quarters.name((row.year, row.quarter))

    @display(description=gettext_lazy("MoU"))
    def mou(self, row):
        return link_to(row.contract.mou)

    def correction_form(self, row, data, **kwargs):
        return RealisationForm(row.contract, data, **kwargs)
