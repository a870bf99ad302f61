"""MoUs: the list, a new one, one MoU with its parties and amounts, its shares, and its steps."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from investors.models import Need
from investors.permissions import belongs_to
from kemitraan.form_pages import find_transition, form_page, step_page
from kemitraan.pagination import PAGE_SIZE
from kemitraan.refusals import WrongState, must
from partnerships import contacts, reports
from partnerships.entries import lines_of
from partnerships.filters import MouFilter
from partnerships.flow import MOU_FLOW
from partnerships.forms import MouForm, SharesForm
from partnerships.forms.reported import ScopeForm
from partnerships.models import Contract, Mou, MouStatus, Realisation, Side, Signatory
from partnerships.models.disclosures import Door
from partnerships.models.mous import DIVISIBLE, LIVE, PREPARING
from partnerships.mou_steps import MOU_STEPS, mou_step_form, take_mou_step
from partnerships.need_changes import answered_before_change
from partnerships.permissions import answers_for_register, is_officer, may_enter, side_of
from partnerships.register import listed, parties_of
from partnerships.services import mous as services
from partnerships.services.disclosures import note_mou_contacts_seen, sides_shown
from partnerships.services.endings import OVER
from partnerships.services.signatures import missing_parties
from partnerships.steps import steps_of
from partnerships.waiting import matched_without_mou
from umkm.permissions import speaks_for


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
    # Who only reads for the company sees what its buyers see.
    reads_as = side or (Side.COMPANY if belongs_to(user, mou.company) else None)
    outside = mou.coordinator_id not in {None, *(row.umkm_id for row in members)}
    if request.method == "GET":
        own = [row for row in members if reads_as != Side.UMKM or speaks_for(user, row.umkm)]
        note_mou_contacts_seen(
            mou,
            own,
            whose=sides_shown(reads_as),
            with_coordinator=outside
            and (reads_as != Side.UMKM or bool(speaks_for(user, mou.coordinator))),
            by=user,
            door=Door.PAGE,
        )
    return render(
        request,
        "partnerships/mou.html",
        {
            "mou": mou,
            "members": [(row, _contact(row.umkm, user, reads_as)) for row in members],
            "outside_coordinator": outside,
            "coordinator_contact": _contact(mou.coordinator, user, reads_as) if outside else None,
            "company_contact": contacts.of_company(mou.company),
            "amounts": reports.of_mou(mou),
            "lines": lines_of(mou, mou.contracts.all()),
            "contracts": [_contract(row, user) for row in mou.contracts.all()],
            "steps": steps_of(mou, user),
            "may_divide": bool(is_officer(user)) and mou.status in DIVISIBLE and len(members) > 1,
            "may_classify": bool(is_officer(user)),
            "may_amend": bool(is_officer(user)) and mou.status in LIVE,
            "may_evaluate": mou.status in OVER and bool(side or is_officer(user)),
            "signatures": _signatures(mou),
            "amendments": [_amendment(row, user) for row in mou.amendments.all()],
            "disputes": [(row, steps_of(row, user)) for row in mou.disputes.all()],
            "side": side,
            "may_enter": bool(may_enter(user, mou)) and mou.status in LIVE,
            "is_preparing": mou.status in PREPARING,
            "answered_before_change": answered_before_change(mou),
            "register": _register(mou, user) if mou.is_signed else None,
        },
    )


def _register(mou: Mou, user) -> dict:
    """Whether it stands in the public register, and what these parties have said: officials see all, a party its own."""
    parties = parties_of(mou)
    own = [party for party in parties if answers_for_register(user, mou, party.umkm)]
    return {
        "is_listed": listed().filter(pk=mou.pk).exists(),
        "parties": parties if user.is_official else own,
        "may_answer": bool(own),
        "rule": mou.register_rules.filter(withdrawn_at=None).first(),
    }


def _whole(rows):
    """Everything on the page of an MoU, however many contracts and realisations it has."""
    return rows.select_related(
        "company", "need__unit", "created_by", "coordinator__village", "programme", "signed_terms"
    ).prefetch_related(
        "company__members",
        "members__umkm__members",
        "members__umkm__village__district",
        "changes__actor",
        "meetings",
        "trials__results__judged_by",
        "legal_checks__checked_by",
        "signatures__umkm",
        "signatures__paper",
        "signatures__recorded_by",
        "amendments__shares__umkm",
        "amendments__changes__actor",
        "evaluations__umkm",
        "disputes__changes__actor",
        "coordinator__members",
        Prefetch(
            "contracts", Contract.objects.select_related("entered_by", "confirmed_by", "paper")
        ),
        "contracts__changes__actor",
        Prefetch(
            "contracts__realisations",
            Realisation.objects.select_related("umkm", "entered_by", "confirmed_by", "paper"),
        ),
        "contracts__realisations__umkm__members",
        "contracts__realisations__changes__actor",
    )


def _signatures(mou: Mou, amendment=None) -> dict | None:
    """Who has signed, with the paper, and who has not; None before anybody is asked to."""
    rows = [
        row
        for row in mou.signatures.all()
        if row.void_at is None and row.amendment_id == getattr(amendment, "pk", None)
    ]
    waits = amendment.status == "signing" if amendment else mou.status == MouStatus.SIGNING
    if not rows and not waits:
        return None
    labels = {row.pk: _party_label(mou, row) for row in rows}
    return {
        "rows": [(labels[row.pk], row) for row in rows],
        "missing": (
            [party.label(mou) for party in missing_parties(mou, amendment)] if waits else []
        ),
    }


def _party_label(mou: Mou, row) -> str:
    if row.role == Signatory.COMPANY:
        return mou.company.name
    if row.role == Signatory.WITNESS:
        return row.get_role_display()
    if row.role == Signatory.COORDINATOR:
        return f"{row.umkm}, {row.get_role_display()}"
    return row.umkm.name


def _amendment(row, user) -> dict:
    return {
        "amendment": row,
        "steps": steps_of(row, user),
        "signatures": _signatures(row.mou, row),
    }


def _contact(umkm, user, side):
    """An UMKM's number is for the company and for officials, not for the other UMKM of the same MoU."""
    return contacts.of_umkm(umkm) if user.is_official or side == Side.COMPANY else None


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
    if mou.status not in DIVISIBLE:
        raise WrongState(_("Bagian hanya dapat diubah sebelum pemeriksaan hukum."))
    form = SharesForm(mou, request.POST if request.method == "POST" else None)
    return form_page(
        request,
        form,
        lambda **given: services.set_shares(
            mou, form.shares(), actor=request.user, coordinator=given["coordinator"]
        ),
        template="partnerships/mou_shares.html",
        done=mou,
        message=_("Bagian para UMKM tersimpan."),
        mou=mou,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def scope(request, pk):
    mou = get_object_or_404(Mou.objects.visible_to(request.user).with_labels(), pk=pk)
    must(is_officer(request.user))
    return form_page(
        request,
        ScopeForm(posted(request), instance=mou),
        lambda **given: services.classify(mou, actor=request.user, **given),
        template="partnerships/mou_scope.html",
        done=mou,
        message=_("Lingkup tersimpan."),
        mou=mou,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, verb):
    mou = get_object_or_404(Mou.objects.visible_to(request.user).with_labels(), pk=pk)
    transition = find_transition(MOU_FLOW, verb, among=MOU_STEPS)
    form = mou_step_form(mou, transition, posted(request), request.user)
    form.files = request.FILES
    return step_page(
        request,
        mou,
        MOU_FLOW,
        transition,
        form,
        lambda **given: take_mou_step(mou, verb, actor=request.user, **given),
        back=mou.get_absolute_url(),
        template="partnerships/mou_step.html",
        mou=mou,
        is_drafting=verb in {"draft", "submit"},
        is_checking=verb in {"approve", "send_back"},
        is_signing=verb == "sign",
    )


def posted(request):
    return request.POST if request.method == "POST" else None
