"""MoUs: the list, a new one, one MoU with its parties and amounts, its shares, and its steps."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from investors.models import Need
from kemitraan.form_pages import find_transition, form_page, step_page
from kemitraan.forms import StepForm
from kemitraan.pagination import PAGE_SIZE
from kemitraan.refusals import WrongState, must
from partnerships import contacts, reports
from partnerships.filters import MouFilter
from partnerships.flow import MOU_FLOW
from partnerships.forms import MouForm, SharesForm, SignForm
from partnerships.models import Contract, Mou, MouStatus, Realisation
from partnerships.models.disclosures import Door
from partnerships.models.mous import LIVE, PREPARING
from partnerships.need_changes import answered_before_change
from partnerships.permissions import is_officer, may_enter, side_of
from partnerships.services import mous as services
from partnerships.services.disclosures import note_mou_contacts_seen, sides_shown
from partnerships.steps import steps_of
from partnerships.waiting import matched_without_mou
from umkm.permissions import speaks_for

#: The verbs that people take on an MoU; "run" is the system's.
STEPS = {"try", "draft", "renegotiate", "sign", "complete", "terminate", "cancel"}


@login_required
@require_safe
def listing(request):
    found = MouFilter(request.GET, Mou.objects.visible_to(request.user).with_labels())
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "partnerships/mous.html",
        {"filter": found, "page": page, "is_officer": is_officer(request.user)},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """An officer makes an MoU of matched suggestions of one need (`?need=`); without a need, chooses one first."""
    must(is_officer(request.user))
    if not request.GET.get("need", "").isdigit():
        return render(request, "partnerships/mou_needs.html", {"pairs": matched_without_mou()})
    need = get_object_or_404(Need.objects.with_labels(), pk=request.GET["need"])
    return form_page(
        request,
        MouForm(need, request.POST if request.method == "POST" else None),
        lambda suggestions: services.open_mou(suggestions, actor=request.user),
        template="partnerships/mou_new.html",
        done=lambda mou: mou,
        message=_("MoU dimulai. Catat hasil temu bisnis pada langkah berikut."),
        need=need,
    )


@login_required
@require_safe
def page(request, pk):
    user = request.user
    mou = get_object_or_404(_whole(Mou.objects.visible_to(user)), pk=pk)
    members = list(mou.members.all())
    side = side_of(user, mou)
    if request.method == "GET":
        own = [row for row in members if side != "umkm" or speaks_for(user, row.umkm)]
        note_mou_contacts_seen(mou, own, whose=sides_shown(side), by=user, door=Door.PAGE)
    return render(
        request,
        "partnerships/mou.html",
        {
            "mou": mou,
            "members": [(row, _contact(row.umkm, user, side)) for row in members],
            "company_contact": contacts.of_company(mou.company),
            "amounts": reports.of_mou(mou),
            "contracts": [_contract(row, user) for row in mou.contracts.all()],
            "steps": steps_of(mou, user),
            "may_divide": bool(is_officer(user)) and mou.status in PREPARING and len(members) > 1,
            "may_enter": bool(may_enter(user, mou)) and mou.status in LIVE,
            "is_preparing": mou.status in PREPARING,
            "answered_before_change": answered_before_change(mou),
        },
    )


def _whole(rows):
    """Everything on the page of an MoU, however many contracts and realisations it has."""
    return rows.select_related("company", "need__unit", "created_by").prefetch_related(
        "company__members",
        "members__umkm__members",
        "members__umkm__village__district",
        "changes__actor",
        Prefetch("contracts", Contract.objects.select_related("entered_by")),
        "contracts__changes__actor",
        Prefetch(
            "contracts__realisations",
            Realisation.objects.select_related("umkm", "entered_by"),
        ),
        "contracts__realisations__umkm__members",
        "contracts__realisations__changes__actor",
    )


def _contact(umkm, user, side):
    """An UMKM's number is for the company and for officials, not for the other UMKM of the same MoU."""
    return contacts.of_umkm(umkm) if user.is_official or side == "company" else None


def _contract(contract: Contract, user) -> dict:
    return {
        "contract": contract,
        "steps": steps_of(contract, user),
        "realisations": [(row, steps_of(row, user)) for row in contract.realisations.all()],
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def shares(request, pk):
    mou = get_object_or_404(Mou.objects.visible_to(request.user).with_labels(), pk=pk)
    must(is_officer(request.user))
    if mou.status not in PREPARING:
        raise WrongState(_("MoU yang sudah ditandatangani tidak diubah lagi."))
    form = SharesForm(mou, request.POST if request.method == "POST" else None)
    return form_page(
        request,
        form,
        lambda **_given: services.set_shares(mou, form.shares(), actor=request.user),
        template="partnerships/mou_shares.html",
        done=mou,
        message=_("Bagian para UMKM tersimpan."),
        mou=mou,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, verb):
    mou = get_object_or_404(Mou.objects.visible_to(request.user).with_labels(), pk=pk)
    transition = find_transition(MOU_FLOW, verb, among=STEPS)
    data = request.POST if request.method == "POST" else None
    if verb == "sign":
        form = SignForm(transition, data)
        take = services.sign_mou
    else:
        form = StepForm(transition, data)

        def take(mou, **given):
            return services.change_mou_status(mou, verb, **given)

    return step_page(
        request,
        mou,
        MOU_FLOW,
        transition,
        form,
        lambda **given: take(mou, actor=request.user, **given),
        back=mou.get_absolute_url(),
        template="partnerships/mou_step.html",
        is_drafting=transition.target in {MouStatus.DRAFT, MouStatus.SIGNED},
    )
