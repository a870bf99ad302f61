"""Writes of who acts for a company: invited, joined, given another role, gone. The company's row is locked first, so that two
owners who demote each other meet here one after the other."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from investors.letters import invitation_letter
from investors.models import Company, CompanyMember, Invitation, MemberChange
from investors.permissions import belongs_to, may_hand_over, may_manage_people
from kemitraan.accounts.models import Role, User
from kemitraan.post.services import post_letter
from kemitraan.refusals import NotAllowed, Refused, WrongState, must

#: How long a link holds, and how often and to how many somebody can be written without an answer.
VALID = timedelta(days=7)
MOST_SENDINGS, MOST_OPEN = 5, 20

Verb = MemberChange.Verb


def _locked(company: Company) -> Company:
    return Company.objects.select_for_update().get(pk=company.pk)


def _log(company: Company, verb: str, actor: User, person, role: str, now, note: str = "") -> None:
    company.member_changes.create(
        actor=actor, verb=verb, person=str(person), role=role, note=note, at=now
    )


# ── Invitations ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _signer() -> Signer:
    return Signer(sep=".", salt="investors.invitation")


def _new_token() -> tuple[str, str]:
    """(what stands in the link, its digest)."""
    token = _signer().sign(secrets.token_urlsafe(24))
    return token, _digest(token)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find_invitation(token: str) -> Invitation | None:
    """Whose link this is, in whatever state. What we have not signed is not looked for."""
    try:
        _signer().unsign(token)
    except BadSignature:
        return None
    return Invitation.objects.select_related("company").filter(digest=_digest(token)).first()


@transaction.atomic
def invite(
    company: Company,
    *,
    email: str,
    role: str,
    language: str,
    actor: User,
    link_of: Callable[[str], str],
    now: datetime | None = None,
) -> tuple[Invitation, str]:
    """Invite somebody to act for the company: (the invitation, its link, which is known only now).

    `link_of` makes a whole address of a token. Raises NotAllowed, Refused, ValidationError.
    """
    now = now or timezone.now()
    company = _locked(company)
    must(may_manage_people(actor, company))
    email = email.strip().lower()
    validate_email(email)
    if company.members.filter(user__email__iexact=email).exists():
        raise ValidationError({"email": _("Orang ini sudah bekerja untuk perusahaan ini.")})
    waiting = company.invitations.open()
    if waiting.filter(email__iexact=email).exists():
        raise ValidationError({"email": _("Orang ini sudah diundang. Kirim ulang undangannya.")})
    if waiting.count() >= MOST_OPEN:
        raise Refused(_("Terlalu banyak undangan yang belum dijawab. Tarik yang tidak perlu."))
    token, digest = _new_token()
    invitation = Invitation(
        company=company,
        email=email,
        role=role,
        language=language,
        digest=digest,
        invited_by=actor,
        invited_at=now,
        expires_at=now + VALID,
    )
    invitation.full_clean()
    invitation.save(force_insert=True)
    _log(company, Verb.INVITED, actor, email, role, now)
    return invitation, _send(invitation, link_of(token), actor, now)


@transaction.atomic
def invite_again(
    invitation: Invitation,
    *,
    actor: User,
    link_of: Callable[[str], str],
    now: datetime | None = None,
) -> tuple[Invitation, str]:
    """A new link for seven days; the old one is dead. Raises NotAllowed, WrongState, Refused."""
    now = now or timezone.now()
    invitation = _open_invitation(invitation, actor)
    if invitation.sendings >= MOST_SENDINGS:
        raise Refused(_("Undangan ini sudah dikirim berkali-kali. Tarik dan periksa alamatnya."))
    token, invitation.digest = _new_token()
    invitation.sendings += 1
    invitation.invited_by, invitation.expires_at = actor, now + VALID
    invitation.save(update_fields=["digest", "sendings", "invited_by", "expires_at"])
    _log(invitation.company, Verb.RESENT, actor, invitation.email, invitation.role, now)
    return invitation, _send(invitation, link_of(token), actor, now)


@transaction.atomic
def withdraw_invitation(
    invitation: Invitation, *, actor: User, now: datetime | None = None
) -> Invitation:
    """The link stops working. Raises NotAllowed, WrongState."""
    now = now or timezone.now()
    invitation = _open_invitation(invitation, actor)
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    _log(invitation.company, Verb.WITHDRAWN, actor, invitation.email, invitation.role, now)
    return invitation


def _open_invitation(invitation: Invitation, actor: User) -> Invitation:
    company = _locked(invitation.company)
    must(may_manage_people(actor, company))
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise WrongState(_("Undangan ini sudah diterima atau ditarik."))
    invitation.company = company
    return invitation


def _send(invitation: Invitation, link: str, actor: User, now: datetime) -> str:
    subject, body = invitation_letter(invitation, link, inviter=actor)
    post_letter(
        key=f"invitation:{invitation.pk}:{invitation.sendings}",
        kind="invitation",
        address=invitation.email,
        subject=subject,
        body=body,
        language=invitation.language,
        now=now,
    )
    return link


def standing_refusal(invitation: Invitation, now: datetime | None = None) -> str:
    """Why the link no longer opens anything, in a sentence; "" while it does."""
    state = Invitation.State
    return {
        state.ACCEPTED: _("Undangan ini sudah dipakai. Silakan masuk dengan akun Anda."),
        state.WITHDRAWN: _("Undangan ini sudah ditarik oleh perusahaan."),
        state.EXPIRED: _(
            "Undangan ini sudah tidak berlaku: batasnya tujuh hari. Mintalah perusahaan mengirimnya sekali lagi."
        ),
    }.get(invitation.state_at(now or timezone.now()), "")


@transaction.atomic
def accept_invitation(
    token: str,
    *,
    user: User | None = None,
    full_name: str = "",
    password: str | None = "",
    now: datetime | None = None,
) -> CompanyMember:
    """Join: `user` with the account of that e-mail, or with a new one of this name and password.

    Raises WrongState for a link that is over, NotAllowed for somebody else's, Refused for an account of another kind,
    ValidationError for a name or password.
    """
    now = now or timezone.now()
    found = find_invitation(token)
    if found is None:
        raise WrongState(_("Undangan ini tidak dikenal. Periksa apakah tautannya utuh."))
    company = _locked(found.company)
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=found.pk)
    sentence = standing_refusal(invitation, now)
    if invitation.digest != _digest(token):
        sentence = _("Tautan ini sudah diganti dengan yang lebih baru.")
    if sentence:
        raise WrongState(sentence)
    if user is None:
        user = _make_account(invitation.email, full_name, password)
    elif user.email.lower() != invitation.email.lower():
        raise NotAllowed(_("Undangan ini untuk alamat e-mail lain."))
    if user.role != Role.COMPANY:
        raise Refused(
            _("Akun Anda bukan akun perusahaan. Mintalah undangan untuk alamat e-mail yang lain.")
        )
    if company.members.filter(user=user).exists():
        raise WrongState(_("Anda sudah bekerja untuk perusahaan ini."))
    member = company.members.create(user=user, role=invitation.role)
    invitation.accepted_at, invitation.accepted_by = now, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    _log(company, Verb.JOINED, user, user, member.role, now)
    return member


def _make_account(email: str, full_name: str, password: str | None) -> User:
    person = User(username=email, email=email, full_name=full_name, role=Role.COMPANY)
    person.set_password(password)
    person.full_clean(exclude=["password"])
    person.save(force_insert=True)
    return person


# ── Members ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _member_of(company: Company, member: CompanyMember) -> CompanyMember:
    found = company.members.select_related("user").filter(pk=member.pk).first()
    if found is None:
        raise WrongState(_("Orang ini sudah tidak bekerja untuk perusahaan ini."))
    return found


def _must_leave_an_owner(company: Company, member: CompanyMember) -> None:
    owners = company.members.filter(role=CompanyMember.Role.OWNER).exclude(pk=member.pk)
    if member.role == CompanyMember.Role.OWNER and not owners.exists():
        raise Refused(
            _("Perusahaan harus punya penanggung jawab. Tetapkan penanggung jawab lain dahulu.")
        )


@transaction.atomic
def change_role(
    member: CompanyMember, role: str, *, actor: User, now: datetime | None = None
) -> CompanyMember:
    """Raises NotAllowed, WrongState, Refused (also for the last owner)."""
    company = _locked(member.company)
    must(may_manage_people(actor, company))
    member = _member_of(company, member)
    if role not in CompanyMember.Role.values:
        raise Refused(_("Pilih peran dari daftar."))
    if role == member.role:
        return member
    _must_leave_an_owner(company, member)
    member.role = role
    member.save(update_fields=["role"])
    _log(company, Verb.ROLE, actor, member.user, role, now or timezone.now())
    return member


@transaction.atomic
def remove_member(member: CompanyMember, *, actor: User, now: datetime | None = None) -> None:
    """The account stays, its right to act for this company ends. Raises NotAllowed, WrongState, Refused."""
    company = _locked(member.company)
    must(may_manage_people(actor, company))
    member = _member_of(company, member)
    _must_leave_an_owner(company, member)
    member.delete()
    verb = Verb.LEFT if member.user_id == actor.pk else Verb.REMOVED
    _log(company, verb, actor, member.user, member.role, now or timezone.now())


@transaction.atomic
def leave_company(company: Company, *, actor: User, now: datetime | None = None) -> None:
    """Anybody may go, but the last owner. Raises NotAllowed, Refused."""
    company = _locked(company)
    must(belongs_to(actor, company))
    member = company.members.get(user=actor)
    _must_leave_an_owner(company, member)
    member.delete()
    _log(company, Verb.LEFT, actor, actor, member.role, now or timezone.now())


@transaction.atomic
def hand_over(
    company: Company,
    *,
    member: CompanyMember,
    actor: User,
    note: str,
    remove_others: bool = False,
    now: datetime | None = None,
) -> CompanyMember:
    """An officer makes one of its people the owner, since the owner has gone; `note` says how that is known.

    Raises NotAllowed, WrongState, Refused.
    """
    now = now or timezone.now()
    company = _locked(company)
    must(may_hand_over(actor, company))
    if not note.strip():
        raise Refused(_("Tulis bagaimana Anda tahu, misalnya surat perusahaan dan tanggalnya."))
    member = _member_of(company, member)
    member.role = CompanyMember.Role.OWNER
    member.save(update_fields=["role"])
    _log(company, Verb.HANDED_OVER, actor, member.user, member.role, now, note.strip()[:500])
    if remove_others:
        owners = company.members.filter(role=CompanyMember.Role.OWNER).exclude(pk=member.pk)
        for former in owners.select_related("user"):
            former.delete()
            _log(company, Verb.REMOVED, actor, former.user, former.role, now, note.strip()[:500])
    return member
