"""Who acts for a company: its owner invites, gives roles, lets go."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from investors.forms import InviteForm
from investors.letters import invitation_message
from investors.models import Company, CompanyMember, Invitation
from investors.permissions import belongs_to, may_manage_people
from investors.services import (
    change_role,
    invite,
    invite_again,
    leave_company,
    remove_member,
    withdraw_invitation,
)
from kemitraan.form_pages import form_page
from kemitraan.refusals import must

#: Where a link waits in the session until its page has shown it, once.
_LINK = "investors-invitation-link"


def _managed(request, pk: int) -> Company:
    company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
    must(may_manage_people(request.user, company))
    return company


def _link_of(request):
    return lambda token: request.build_absolute_uri(reverse("investors:invitation", args=[token]))


def _keep_link(request, invitation: Invitation, link: str) -> None:
    request.session[_LINK] = {
        "company": invitation.company_id,
        "email": invitation.email,
        "link": link,
        "message": invitation_message(invitation, link),
    }


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request, pk):
    """The page “Orang”: the people, the invitations that wait, and the form for a new one."""
    company = _managed(request, pk)
    form = InviteForm(
        request.POST if request.method == "POST" else None,
        initial={"language": get_language() or "id"},
    )

    def save(**given):
        invitation, link = invite(company, actor=request.user, link_of=_link_of(request), **given)
        _keep_link(request, invitation, link)

    shown = None
    if request.method == "GET" and request.session.get(_LINK, {}).get("company") == company.pk:
        shown = request.session.pop(_LINK)
    now = timezone.now()
    members = list(company.members.select_related("user").order_by("pk"))
    return form_page(
        request,
        form,
        save,
        template="investors/people.html",
        done=reverse("investors:company-people", args=[pk]),
        message=_("Undangan dikirim."),
        company=company,
        members=members,
        roles=CompanyMember.Role.choices,
        waiting=[(row, row.state_at(now)) for row in company.invitations.open()],
        shown=shown,
        member_changes=list(company.member_changes.select_related("actor")[:30]),
    )


def _back(pk: int):
    return redirect("investors:company-people", pk)


@login_required
@require_POST
def role(request, pk, member):
    company = _managed(request, pk)
    row = get_object_or_404(company.members.select_related("user"), pk=member)
    row = change_role(row, request.POST.get("role", ""), actor=request.user)
    messages.success(
        request,
        _("%(person)s sekarang %(role)s.") % {"person": row.user, "role": row.get_role_display()},
    )
    if row.user_id == request.user.pk and row.role != CompanyMember.Role.OWNER:
        return redirect(company)
    return _back(pk)


@login_required
@require_POST
def remove(request, pk, member):
    company = _managed(request, pk)
    row = get_object_or_404(company.members.select_related("user"), pk=member)
    remove_member(row, actor=request.user)
    messages.success(
        request,
        _("%(person)s tidak lagi bekerja untuk perusahaan ini.") % {"person": row.user},
    )
    return redirect("desk") if row.user_id == request.user.pk else _back(pk)


@login_required
@require_POST
def leave(request, pk):
    """Whoever belongs to a company may go by himself; the last owner is told what to do first."""
    company = get_object_or_404(Company.objects.visible_to(request.user), pk=pk)
    must(belongs_to(request.user, company))
    leave_company(company, actor=request.user)
    messages.success(
        request, _("Anda tidak lagi bekerja untuk %(company)s.") % {"company": company}
    )
    return redirect("desk")


@login_required
@require_POST
def send_again(request, pk, invitation):
    company = _managed(request, pk)
    row = get_object_or_404(company.invitations.select_related("company"), pk=invitation)
    row, link = invite_again(row, actor=request.user, link_of=_link_of(request))
    _keep_link(request, row, link)
    messages.success(request, _("Undangan dikirim ulang; tautan yang lama tidak berlaku lagi."))
    return _back(pk)


@login_required
@require_POST
def withdraw(request, pk, invitation):
    company = _managed(request, pk)
    row = get_object_or_404(company.invitations.select_related("company"), pk=invitation)
    withdraw_invitation(row, actor=request.user)
    messages.success(request, _("Undangan ditarik."))
    return _back(pk)
