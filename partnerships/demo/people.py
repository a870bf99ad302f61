"""The ready accounts of the demo: one for each official role; firms and companies get theirs as they register."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password

from investors.models import Company, CompanyMember
from kemitraan.accounts.models import AREA_ROLES, Office, Role, User
from kemitraan.reference.models import Village
from partnerships.models import Mou, MouStatus, Suggestion, SuggestionStatus
from umkm.models import Umkm

PASSWORD = "kemitraan-2026"

#: (user name, full name, role or "" for the administrator of the system)
OFFICIALS = (
    ("dpmptsp", "Ratna Kusumawati (DPMPTSP)", Role.PARTNERSHIP_OFFICER),
    ("dpmptsp2", "Galih Prakoso (DPMPTSP)", Role.PARTNERSHIP_OFFICER),
    ("dinkop", "Hendra Wijanarko (Dinas Koperasi UKM)", Role.UMKM_OFFICER),
    ("hukum", "Endah Wulandari (Bagian Hukum)", Role.LEGAL_OFFICER),
    ("dinkes", "Nur Hidayati (Dinas Kesehatan)", Role.OFFICE_OFFICER),
    ("kecamatan", "Petugas kecamatan", Role.DISTRICT_OFFICER),
    ("desa", "Petugas desa", Role.VILLAGE_OFFICER),
    ("bupati", "Pimpinan daerah", Role.LEADER),
    ("auditor", "Auditor Inspektorat", Role.AUDITOR),
    ("admin", "Administrator portal", ""),
)


def official(name: str) -> User:
    return User.objects.get(username=name)


def make_officials(regency: str) -> None:
    """Accounts that are missing; those that exist keep their password. Area staff work where the third kecamatan is."""
    village = Village.objects.in_regency(regency).filter(district__code__endswith=".03").last()
    for name, full_name, role in OFFICIALS:
        if User.objects.filter(username=name).exists():
            continue
        account = User(
            username=name,
            email=f"{name}@klaten.example",
            full_name=full_name,
            role=role or Role.PARTNERSHIP_OFFICER,
            office=Office.DINKES if role == Role.OFFICE_OFFICER else "",
            district=village.district if role == Role.DISTRICT_OFFICER else None,
            village=village if role == Role.VILLAGE_OFFICER else None,
            is_staff=True,
            is_superuser=not role,
        )
        if role in AREA_ROLES:
            place = village.district.name if role == Role.DISTRICT_OFFICER else village.name
            account.full_name = f"{full_name} {place}"
        account.set_unusable_password()
        account.full_clean()
        account.save()


def give_passwords() -> int:
    """The one password to all accounts that have none yet: how many. Worked out once, since it is made to take long."""
    without = User.objects.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return without.update(password=make_password(PASSWORD))


def ready_accounts() -> list[tuple[str, str]]:
    """(who, name to sign in with): the officials, both sides of a running partnership, and a side that is asked for an answer
    of each kind."""
    rows = [(full_name, name) for name, full_name, _role in OFFICIALS]
    running = Mou.objects.filter(status=MouStatus.RUNNING).order_by("pk").first()
    if running:
        rows += [
            _account("UMKM with a running contract", running.members.order_by("pk").first().umkm),
            _account("company with a running contract", running.company),
        ]
    led = Mou.objects.filter(status=MouStatus.RUNNING, coordinator__isnull=False).first()
    if led:
        rows += [
            _account("coordinator of a group", led.coordinator),
            _account("foreign company with a group", led.company),
        ]
    answers = Suggestion.objects.order_by("-score", "pk")
    asked = answers.filter(status=SuggestionStatus.COMPANY_INTERESTED).first()
    if asked:
        rows.append(_account("UMKM that a company waits for", asked.umkm))
    asked = answers.filter(status=SuggestionStatus.UMKM_INTERESTED).first()
    if asked:
        rows.append(_account("company that an UMKM waits for", asked.need.company))
    rows += _colleagues()
    return [row for row in rows if row]


def _colleagues() -> list[tuple[str, str]]:
    """Owner, buyer and reader of the first company that has all three."""
    reader = CompanyMember.objects.filter(role=CompanyMember.Role.READER).order_by("pk").first()
    if reader is None:
        return []
    members = reader.company.members.select_related("user").order_by("pk")
    return [(f"{row.role} of {reader.company}", row.user.username) for row in members]


def _account(what: str, side: Umkm | Company) -> tuple[str, str] | None:
    member = side.members.select_related("user").order_by("pk").first()
    return member and (f"{what}: {side}", member.user.telephone or member.user.username)
