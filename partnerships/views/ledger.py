"""The ledger: contracts and realisations are entered by one side, and confirmed, disputed or corrected."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kemitraan.form_pages import find_transition, form_page, step_page
from kemitraan.forms import StepForm
from kemitraan.refusals import WrongState, must
from partnerships.flow import CONTRACT_FLOW, REALISATION_FLOW
from partnerships.forms import ClaimForm, ContractForm, RealisationForm, contract_defaults
from partnerships.models import Contract, EntryStatus, Mou, Realisation, Side
from partnerships.models.mous import LIVE
from partnerships.permissions import may_enter, side_of, speaks_for_member
from partnerships.services import ledger as services

STEPS = {"confirm", "confirm_on_behalf", "dispute", "accept", "correct"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_contract(request, pk):
    mou = get_object_or_404(Mou.objects.visible_to(request.user).with_labels(), pk=pk)
    _must_enter(request.user, mou)
    if mou.status not in LIVE:
        raise WrongState(_("Kontrak dicatat setelah MoU ditandatangani dan sebelum MoU berakhir."))
    form = ContractForm(
        request.POST if request.method == "POST" else None,
        initial=contract_defaults(mou),
        asks_side=side_of(request.user, mou) is None,
    )
    form.files = request.FILES

    def enter(**given):
        services.enter_contract(mou, actor=request.user, **given)

    return _entry_page(request, form, enter, mou, "partnerships/contract_new.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_realisation(request, pk):
    contract = get_object_or_404(_contracts(request.user), pk=pk)
    mou = contract.mou
    _must_enter(request.user, mou)
    if contract.status != EntryStatus.CONFIRMED:
        raise WrongState(_("Realisasi dicatat setelah kontraknya dikonfirmasi kedua pihak."))
    form = RealisationForm(
        contract,
        request.POST if request.method == "POST" else None,
        firms=_firms(request.user, mou),
        initial=_wanted(request, contract),
        asks_side=side_of(request.user, mou) is None,
    )
    form.files = request.FILES

    def enter(period, **given):
        year, quarter = period
        services.enter_realisation(
            contract, actor=request.user, year=year, quarter=quarter, **given
        )

    return _entry_page(
        request, form, enter, mou, "partnerships/realisation_new.html", contract=contract
    )


def _contracts(user):
    return Contract.objects.filter(mou__in=Mou.objects.visible_to(user)).select_related(
        "mou__company", "mou__need__unit"
    )


def _must_enter(user, mou: Mou) -> None:
    must(may_enter(user, mou))


def _firms(user, mou: Mou) -> list:
    """Of which UMKM this person may book: their own, or all of them for the company and the officer."""
    firms = [member.umkm for member in mou.members.select_related("umkm")]
    if side_of(user, mou) == Side.UMKM:
        return [firm for firm in firms if speaks_for_member(user, mou, firm)]
    return firms


def _wanted(request, contract: Contract) -> dict:
    """What the address asks for (`?umkm=&period=`), else the only UMKM and the present quarter; the numbers that its last
    quarter lets one expect."""
    year, quarter = services.quarter_of(timezone.localdate())
    firms = _firms(request.user, contract.mou)
    asked = request.GET.get("umkm", "")
    chosen = [firm for firm in firms if str(firm.pk) == asked] or (firms if len(firms) == 1 else [])
    expected = services.expected_realisation(contract, chosen[0]) if chosen else {}
    return {
        **expected,
        "umkm": chosen[0].pk if chosen else None,
        "period": request.GET.get("period", f"{year}-{quarter}"),
    }


def _entry_page(request, form, enter, mou: Mou, template: str, **context):
    return form_page(
        request,
        form,
        enter,
        template=template,
        done=mou,
        message=_("Tercatat. Pihak lain diminta mengonfirmasi."),
        mou=mou,
        **context,
    )


# ── Steps of an entry ────────────────────────────────────────────────────────────────────────────────────────────────


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contract_step(request, pk, verb):
    contract = get_object_or_404(_contracts(request.user), pk=pk)
    form = _correction(ContractForm, request, contract)
    return _entry_step(request, contract, contract.mou, CONTRACT_FLOW, verb, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def realisation_step(request, pk, verb):
    rows = Realisation.objects.filter(contract__in=_contracts(request.user))
    realisation = get_object_or_404(
        rows.select_related("umkm", "contract__mou__company", "contract__mou__need__unit"), pk=pk
    )
    contract = realisation.contract

    def form_class(*args, **kwargs):
        return RealisationForm(contract, *args, **kwargs)

    form = _correction(form_class, request, realisation)
    return _entry_step(request, realisation, contract.mou, REALISATION_FLOW, verb, form)


def _correction(form_class, request, entry):
    """The form of a correction, filled with what stands in the entry; the entry itself stays untouched."""
    form = form_class(request.POST if request.method == "POST" else None, is_correction=True)
    form.initial = {
        name: getattr(entry, name, None) for name in form.fields if name not in {"note", "upload"}
    }
    form.files = request.FILES
    return form


def _entry_step(request, entry, mou: Mou, flow, verb: str, correction):
    transition = find_transition(flow, verb, among=STEPS)
    if verb == "correct":
        form, take = correction, services.correct_entry
    else:
        data = request.POST if request.method == "POST" else None
        form = (
            ClaimForm(transition, data, entry=entry)
            if verb == "dispute"
            else StepForm(transition, data)
        )

        def take(entry, **given):
            return services.change_entry_status(entry, verb, **given)

    return step_page(
        request,
        entry,
        flow,
        transition,
        form,
        lambda **given: take(entry, actor=request.user, **given),
        back=mou.get_absolute_url(),
    )
