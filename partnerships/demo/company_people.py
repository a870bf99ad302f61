"""Several people of the invented companies, an invitation that waits, and letters of commitment."""

import random
from datetime import datetime, timedelta
from io import BytesIO
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve, reverse
from django.utils import timezone
from PIL import Image, ImageDraw
from stdnum import luhn

from investors.models import Company, CompanyDocument, CompanyMember
from investors.services import (
    accept_invitation,
    add_commitment,
    add_document,
    invite,
    mark_seen,
)
from kemitraan.accounts.models import User
from kemitraan.post.links import absolute
from kemitraan.reference.models import Kbli
from partnerships.demo.names import FAMILY, GIVEN

#: So many companies with an account have a buyer and a reader too; so many of all have declared themselves.
WITH_PEOPLE, WITH_COMMITMENT = 3, 14
#: KBLI 2020 of a word in the field of business, where the reference data knows one.
_TRADES = {
    "pakaian": ("14111", "14131"),
    "tekstil": ("13121", "14111"),
    "seragam": ("14111", "14120"),
    "mebel": ("31001", "31009"),
    "perabot": ("31001", "31004"),
    "komponen": ("29300", "25920"),
    "suku cadang": ("28140", "25920"),
    "pompa": ("28130", "24310"),
    "logam": ("25920", "25910"),
    "susu": ("10510", "10590"),
    "pengolahan kopi": ("10761", "01270"),
    "roti": ("10710", "10792"),
    "ikan": ("10211", "10219"),
    "makanan": ("10794", "10750"),
    "bumbu": ("10772", "10794"),
    "batik": ("13134", "14111"),
    "peralatan makan": ("23932", "23939"),
    "rumah makan": ("56101",),
    "kedai kopi": ("56303", "10761"),
    "hotel": ("55110", "56101"),
    "swalayan": ("47111",),
    "ritel modern": ("47111", "47191"),
    "ritel": ("47191",),
    "gudang": ("52101",),
    "kereta": ("33152",),
    "biomassa": ("35111",),
    "rumah sakit": ("86103",),
}


def activities_of(business: str, codes: dict[str, Kbli]) -> list[Kbli]:
    """The KBLI 2020 rows of an invented company, the main one first; [] for a trade that is not in the list."""
    found = next((named for word, named in _TRADES.items() if word in business), ())
    return [codes[code] for code in found if code in codes]


def npwp(number: int) -> str:
    """An NPWP with a right check digit that belongs to nobody: 09 stands for no office."""
    base = f"09{number:06d}"
    return f"{base}{luhn.calc_check_digit(base)}525000"


def add_people_and_papers(*, officer: User, seed: int, now: datetime) -> int:
    """People, invitations and papers where there are none yet: how many letters of commitment came new."""
    companies = list(Company.objects.verified().order_by("nib")[:WITH_COMMITMENT])
    for company in companies[:WITH_PEOPLE]:
        if company.members.count() == 1:
            _bring_people(company, random.Random(f"{seed}/people/{company.nib}"), now)
    made = 0
    for position, company in enumerate(companies):
        if not company.commitmentletters.exists():
            _declare(company, position, officer, now)
            made += 1
    return made


def _bring_people(company: Company, chance: random.Random, now: datetime) -> None:
    owner = company.members.get().user
    domain = owner.email.rpartition("@")[2]
    language = "en" if company.is_foreign else "id"
    for role, box in ((CompanyMember.Role.BUYER, "pembeli"), (CompanyMember.Role.READER, "tamu")):
        token = _invite(company, f"{box}@{domain}", role, language, owner, now)
        name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
        accept_invitation(token, full_name=name, password=None, now=now)
    _invite(company, f"gudang@{domain}", CompanyMember.Role.BUYER, language, owner, now)


def _invite(company, email, role, language, owner, now) -> str:
    """The token: it stands nowhere but in the link of the letter."""
    _invitation, link = invite(
        company,
        email=email,
        role=role,
        language=language,
        actor=owner,
        link_of=lambda token: absolute(reverse("investors:invitation", args=[token])),
        now=now,
    )
    return resolve(urlsplit(link).path).kwargs["token"]


def _declare(company: Company, position: int, officer: User, now: datetime) -> None:
    actor = next((member.user for member in company.members.all()), officer)
    dated = timezone.localdate(now) - timedelta(days=20 + 9 * position)
    number = f"{position + 1:03d}/SPK/{dated:%m/%Y}"
    letter = add_commitment(
        company,
        upload=_scan(f"Surat Pernyataan Komitmen {number}", company.name),
        actor=actor,
        now=now,
        number=number,
        dated_on=dated,
        promise="Membeli dari UMKM setempat secara bertahap, dengan contoh, gambar kerja, dan kunjungan mutu.",
        planned_rupiah=(position % 5 + 1) * 250_000_000,
        planned_umkm=3 + position % 6,
        starts_on=dated,
        ends_on=dated + timedelta(days=730),
    )
    if position % 3 != 2:
        mark_seen(letter, actor=officer, now=now)
    if position < WITH_PEOPLE:
        add_document(
            company,
            kind=CompanyDocument.Kind.NIB,
            upload=_scan(f"NIB {company.nib}", company.name),
            actor=actor,
            now=now,
        )


def _scan(*lines: str) -> SimpleUploadedFile:
    """A page with these lines as a PDF; it says that it is invented."""
    page = Image.new("L", (620, 877), 255)
    pen = ImageDraw.Draw(page)
    for position, line in enumerate((*lines, "Contoh: bukan surat sungguhan")):
        pen.text((60, 80 + 40 * position), line, fill=0)
    kept = BytesIO()
    page.save(kept, "PDF")
    return SimpleUploadedFile("surat.pdf", kept.getvalue(), "application/pdf")
