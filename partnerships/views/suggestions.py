"""Suggestions: the ranked list of a need, one's own list, one suggestion, and the answers to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from investors.models import NeedStatus
from kemitraan.accounts.models import Role
from kemitraan.form_pages import find_transition, step_page, wanted_page
from kemitraan.forms import StepForm
from kemitraan.pagination import PAGE_SIZE
from partnerships import waiting, wording
from partnerships.contacts import contacts_of
from partnerships.filters import SuggestionFilter
from partnerships.flow import SUGGESTION_FLOW
from partnerships.helpdesk import HelpDesk
from partnerships.models import (
    MouMember,
    NeedMatch,
    Side,
    Suggestion,
    SuggestionStatus,
)
from partnerships.models.disclosures import Door
from partnerships.models.matches import OPEN
from partnerships.need_changes import told_changes
from partnerships.permissions import answers_for_umkm, is_officer, may_see_contacts
from partnerships.services import suggestions as services
from partnerships.services.disclosures import note_contacts_seen, sides_shown
from partnerships.services.exposure import WAITING_DAYS
from partnerships.services.facilitation import ask_help_with_gap
from partnerships.standing import Standing
from partnerships.steps import steps_of
from partnerships.views.groups import group_of, is_being_matched, share_of
from partnerships.views.needs import need_or_404
from partnerships.views.nominations import nominate_again
from umkm.models import Consent
from umkm.wording import asked_for

#: The verbs of people that have an address of their own, and what does them.
STEPS = {
    "decline": services.decline,
    "propose": services.propose,
    "rule_out": services.rule_out,
    "nominate": nominate_again,
    "reopen": services.reopen,
}
#: One's own list: first where somebody waits for an answer, last what is settled.
WAITING_FIRST = Case(
    When(status__in=OPEN, then=Case(When(status=SuggestionStatus.SUGGESTED, then=1), default=0)),
    When(status=SuggestionStatus.MATCHED, then=2),
    default=3,
)
#: What the rights of each row read.
PEOPLE = ("umkm__members", "need__company__members")


def explained(suggestions, standing: Standing) -> list[dict]:
    """Rows of a list: each suggestion with its bars, its words, and the buttons of the person who reads."""
    desk = HelpDesk(standing)
    return [
        {
            "suggestion": suggestion,
            "side": (side := standing.side_of(suggestion)),
            "explanation": _with_aids(suggestion, desk)
            if side == Side.UMKM
            else wording.explain(suggestion, side),
            "steps": steps_of(suggestion, standing.user),
        }
        for suggestion in suggestions
    ]


def _with_aids(suggestion: Suggestion, desk: HelpDesk) -> dict:
    """The words for the UMKM's own people, with what they can ask for to close each gap."""
    explanation = wording.explain(suggestion, Side.UMKM)
    for name in ("gaps", "what_ifs"):
        explanation[name] = [
            said._replace(aids=desk.aids(fact, suggestion.umkm_id))
            for said, fact in zip(explanation[name], getattr(suggestion, name), strict=True)
        ]
    return explanation


@login_required
@require_safe
def of_need(request, pk):
    """Who could supply this need, the best first: for its company and for officials."""
    user = request.user
    need = need_or_404(user, pk)
    rows = Suggestion.objects.filter(need=need).live().with_labels().prefetch_related(*PEOPLE)
    found = SuggestionFilter(request.GET, rows)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    last = NeedMatch.objects.filter(need=need, finished_at__isnull=False)
    last = last.order_by("-finished_at").first()
    return render(
        request,
        "partnerships/need_suggestions.html",
        {
            "need": need,
            "filter": found,
            "page": page,
            "rows": explained(page, Standing(user)),
            "match": last,
            "excluded": wording.excluded(last.excluded, need) if last else [],
            "relaxed": wording.relaxed(last.relaxations, need) if last else [],
            "lifted": rows.filter(lifted=True).count(),
            "waiting_days": WAITING_DAYS,
            "proposed": group_of(need, user),
            "is_officer": is_officer(user),
            "is_open": need.status == NeedStatus.OPEN,
            "is_being_matched": is_being_matched(need),
        },
    )


@login_required
@require_safe
def mine(request):
    """An UMKM's needs, a company's candidates, or all of them for officials."""
    rows = Suggestion.objects.visible_to(request.user).live().with_labels()
    rows = rows.prefetch_related(*PEOPLE).order_by(WAITING_FIRST, "-score", "pk")
    found = SuggestionFilter(request.GET, rows)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(
        request,
        "partnerships/suggestions.html",
        {
            "filter": found,
            "page": page,
            "rows": explained(page, standing := Standing(request.user)),
            "objections": Consent.objects.objections().filter(umkm__in=standing.umkm_ids)
            if request.user.role == Role.UMKM
            else [],
            "own_firms": sorted(standing.umkm_ids) if request.user.role == Role.UMKM else [],
        },
    )


@login_required
@require_safe
def page(request, pk):
    rows = Suggestion.objects.visible_to(request.user).with_labels().prefetch_related(*PEOPLE)
    suggestion = get_object_or_404(rows, pk=pk)
    standing = Standing(request.user)
    contacts = may_see_contacts(request.user, suggestion)
    if contacts and request.method == "GET":
        whose = sides_shown(standing.side_of(suggestion))
        note_contacts_seen([suggestion], whose=whose, by=request.user, door=Door.PAGE)
    changes = list(suggestion.changes.select_related("actor"))
    membership = MouMember.objects.filter(suggestion=suggestion).select_related("mou").first()
    told_changes([suggestion])
    return render(
        request,
        "partnerships/suggestion.html",
        {
            **explained([suggestion], standing)[0],
            "mou": membership.mou if membership else None,
            "contacts": contacts_of(suggestion, standing) if contacts else [],
            "no_contacts": contacts.reason,
            "changes": changes,
            "answers": wording.answers(suggestion, changes),
            "is_officer": is_officer(request.user),
            "may_compare": standing.side_of(suggestion) != Side.UMKM and suggestion.is_scored,
            "to_settle": bool(answers_for_umkm(request.user, suggestion))
            and waiting.changed_since_answer([suggestion.umkm_id])
            .filter(pk=suggestion.pk)
            .exists(),
            "group_share": share_of(suggestion.need, suggestion.umkm_id),
        },
    )


@login_required
@require_POST
def interest(request, pk):
    suggestion = get_object_or_404(Suggestion.objects.visible_to(request.user), pk=pk)
    suggestion = services.show_interest(suggestion, actor=request.user)
    messages.success(request, wording.answered(suggestion))
    if suggestion.status == SuggestionStatus.MATCHED:
        return redirect(suggestion)  # where the contacts stand that have just opened
    return redirect(wanted_page(request) or suggestion)


@login_required
@require_POST
def settle(request, pk):
    """The UMKM has read what changed in the need: it stays interested, or has only looked."""
    suggestion = get_object_or_404(Suggestion.objects.visible_to(request.user), pk=pk)
    seen = request.POST.get("revision", "")
    stays = request.POST.get("answer") == "stays"
    services.settle_change(
        suggestion,
        actor=request.user,
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0,
        stays=stays,
    )
    messages.success(
        request, _("Minat Anda berlaku untuk kebutuhan yang baru.") if stays else _("Dicatat.")
    )
    return redirect(suggestion)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request, pk, verb):
    suggestion = get_object_or_404(Suggestion.objects.visible_to(request.user), pk=pk)
    transition = find_transition(SUGGESTION_FLOW, verb, among=STEPS)
    return step_page(
        request,
        suggestion,
        SUGGESTION_FLOW,
        transition,
        StepForm(transition, request.POST if request.method == "POST" else None),
        lambda **given: STEPS[verb](suggestion, actor=request.user, **given),
        back=suggestion.get_absolute_url(),
    )


@login_required
@require_POST
def ask_help(request, pk, code, service):
    """One tap: a gap of one's own firm becomes a request to the office that helps with it."""
    suggestion = get_object_or_404(Suggestion.objects.visible_to(request.user), pk=pk)
    row = ask_help_with_gap(suggestion, code, service, actor=request.user)
    messages.success(request, asked_for(row))
    return redirect(wanted_page(request) or suggestion)
