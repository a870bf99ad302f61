"""People of a company in the admin: an officer invites the first one, and hands over when the owner has gone."""

from django.conf import settings
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.forms import HandOverForm, InviteForm
from investors.models import Company, Invitation
from investors.permissions import may_hand_over
from investors.services import hand_over, invite
from kemitraan.official_admin import Link, Row, Table
from kemitraan.official_admin.base import posted
from kemitraan.official_admin.dossier import day, link_to
from kemitraan.refusals import must


def people_table(company: Company, *, may_help: bool) -> Table:
    members = list(company.members.select_related("user"))
    links = []
    if may_help:
        links.append(Link(_("Undang orang"), _url("invite", company)))
        if members:
            links.append(Link(_("Tetapkan penanggung jawab"), _url("hand_over", company)))
    return Table(
        _("Orang"),
        [_("Nama"), _("Peran"), _("E-mail")],
        [
            Row([link_to(member.user), member.get_role_display(), member.user.email])
            for member in members
        ],
        empty=_("Belum ada akun."),
        links=links,
    )


def _url(page: str, company: Company) -> str:
    return reverse(f"admin:investors_company_{page}", args=[company.pk])


def invitation_table(company: Company) -> Table:
    now = timezone.now()
    return Table(
        _("Undangan yang menunggu"),
        [_("E-mail"), _("Peran"), _("Keadaan"), _("Berlaku sampai"), _("Dikirim (kali)")],
        [
            Row(
                [
                    row.email,
                    row.get_role_display(),
                    Invitation.State(row.state_at(now)).label,
                    day(row.expires_at, with_time=True),
                    str(row.sendings),
                ]
            )
            for row in company.invitations.open()
        ],
    )


def people_history(company: Company) -> Table:
    return Table(
        _("Riwayat orang"),
        [_("Waktu"), _("Orang"), _("Tindakan"), _("Peran"), _("Pelaku"), _("Catatan")],
        [
            Row(
                [
                    day(row.at, with_time=True),
                    row.person,
                    row.get_verb_display(),
                    row.get_role_display(),
                    str(row.actor),
                    row.note,
                ]
            )
            for row in company.member_changes.select_related("actor")[:30]
        ],
    )


class PeoplePages:
    """Pages of CompanyAdmin."""

    def get_urls(self):
        pages = [
            path(
                "<path:object_id>/undang/",
                self.admin_site.admin_view(self.invite_view),
                name="investors_company_invite",
            ),
            path(
                "<path:object_id>/serah-terima/",
                self.admin_site.admin_view(self.hand_over_view),
                name="investors_company_hand_over",
            ),
        ]
        return [*pages, *super().get_urls()]

    def invite_view(self, request, object_id):
        company = self.row_or_404(request, object_id)
        must(may_hand_over(request.user, company))

        def link_of(token):
            return request.build_absolute_uri(reverse("investors:invitation", args=[token]))

        def perform(answers):
            invitation, link = invite(company, actor=request.user, link_of=link_of, **answers)
            return _("Undangan untuk %(email)s dikirim. Tautannya, hanya sekali ini: %(link)s") % {
                "email": invitation.email,
                "link": link,
            }

        return self.form_page(
            request,
            company,
            InviteForm(posted(request), initial={"language": settings.LANGUAGE_CODE}),
            title=_("Undang orang"),
            lead=_("Tautan dikirim lewat e-mail dan berlaku tujuh hari."),
            button=_("Kirim undangan"),
            perform=perform,
        )

    def hand_over_view(self, request, object_id):
        company = self.row_or_404(request, object_id)
        must(may_hand_over(request.user, company))

        def perform(answers):
            member = hand_over(company, actor=request.user, **answers)
            return _("%(person)s sekarang penanggung jawab.") % {"person": member.user}

        return self.form_page(
            request,
            company,
            HandOverForm(posted(request), company=company),
            title=_("Tetapkan penanggung jawab"),
            lead=_(
                "Bila penanggung jawab sudah tidak bekerja di perusahaan. Bila penggantinya belum punya akun, undang dahulu."
            ),
            button=_("Tetapkan"),
            perform=perform,
        )
