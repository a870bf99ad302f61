"""The invented companies register, are verified, and write their needs."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from investors.models import Company, Need
from investors.services import change_company_status, post_need, register_company
from kemitraan.accounts.models import User
from kemitraan.reference.models import District, Kbli, Unit
from kemitraan.verification import Method
from partnerships.demo.buyers import BUYERS, WISHES, Buyer, Wish
from partnerships.demo.company_people import activities_of, npwp
from partnerships.demo.names import FAMILY, GIVEN

#: So many of the first companies get an account; the rest were brought by the office.
WITH_ACCOUNT = 6
#: So many of the last ones still wait for verification.
WAITING = 3


def register_companies(*, officer: User, regency: str, seed: int, now: datetime) -> int:
    """Bring the number of companies to 56: how many came new."""
    districts = list(District.objects.in_regency(regency).order_by("code"))
    present = set(Company.objects.values_list("nib", flat=True))
    codes = {row.code: row for row in Kbli.objects.filter(version="2020")}
    made = 0
    for number, buyer in enumerate(_accounts_first(), start=1):
        nib = f"8{number:012d}"
        if nib in present:
            continue
        chance = random.Random(f"{seed}/company/{number}")
        person = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
        waits = number > len(BUYERS) - WAITING
        at = now - timedelta(days=chance.randint(2, 12) if waits else chance.randint(120, 300))
        slug = "".join(letter for letter in buyer.name.lower() if letter.isalpha())[2:16]
        company = register_company(
            name=buyer.name,
            capital=Company.Capital.PMDN if buyer.country == "ID" else Company.Capital.PMA,
            country=buyer.country,
            nib=nib,
            business=buyer.business.capitalize(),
            head_office=buyer.city,
            npwp=npwp(number),
            activities=activities_of(buyer.business, codes),
            contact_name=person,
            contact_function="Manajer pengadaan",
            contact_languages=["id"] if buyer.country == "ID" else ["id", "en"],
            contact_email=f"pengadaan@{slug}.example",
            contact_telephone=f"+62 274 9{number:05d}",
            project_districts=chance.sample(districts, k=chance.choice([0, 1, 1, 2])),
            account={"full_name": person, "password": None} if number <= WITH_ACCOUNT else None,
            actor=officer,
            now=at,
        )
        if not waits:
            change_company_status(
                company,
                "verify",
                actor=officer,
                note="NIB diperiksa di OSS.",
                method=Method.REGISTRY,
                now=at + timedelta(days=3),
            )
        made += 1
    return made


def _accounts_first() -> list[Buyer]:
    """Two PMA for each PMDN among the first, so that the ready accounts show both."""
    foreign = [buyer for buyer in BUYERS if buyer.country != "ID"]
    domestic = [buyer for buyer in BUYERS if buyer.country == "ID"]
    mixed = [buyer for pair in zip(foreign, domestic, strict=False) for buyer in pair]
    return mixed + foreign[len(domestic) :]


def write_needs(
    count: int,
    *,
    officer: User,
    regency: str,
    seed: int,
    now: datetime,
    tell: Callable[[str], None],
) -> int:
    """Bring the number of needs to `count`: how many came new."""
    districts = list(District.objects.in_regency(regency).order_by("code"))
    verified = list(Company.objects.verified().order_by("nib"))
    units = {unit.code: unit for unit in Unit.objects.all()}
    kbli = {row.code: row for row in Kbli.objects.filter(version="2020")}
    present = Need.objects.count()
    today = now.date()
    for number in range(present, count):
        chance = random.Random(f"{seed}/need/{number}")
        wish = WISHES[number % len(WISHES)]
        company = _buyer_for(wish, verified, chance)
        post_need(
            company,
            actor=_person_of(company) or officer,
            now=now,
            **_fields(wish, chance, districts, units, kbli, today),
        )
        if number % 200 == 199:
            tell(f"  {number + 1} needs written")
    return max(0, count - present)


def _buyer_for(wish: Wish, companies: list[Company], chance) -> Company:
    fitting = [
        company
        for company in companies
        if any(word in company.business.lower() for word in wish.buyers)
    ]
    return chance.choice(fitting or companies)


def _person_of(company: Company) -> User | None:
    member = company.members.select_related("user").first()
    return member.user if member else None


def _fields(wish: Wish, chance, districts, units, kbli, today: date) -> dict:
    scale = chance.choice([0.25, 0.5, 0.5, 1, 1, 1.5])
    fields = {
        "title": wish.title,
        "text": wish.text,
        "category": wish.category,
        "clusters": list(wish.clusters) if chance.random() < 0.85 else [],
        "kbli": kbli.get(wish.kbli) if chance.random() < 0.6 else None,
        "unit": units[wish.unit],
        "volume_month": max(1, round(wish.volume * scale)),
        "price_ceiling": wish.price,
        "first_delivery": today + timedelta(days=chance.choice([30, 45, 60])),
        "months": chance.choice([6, 12, 12, 24]),
        "required_certificates": list(wish.required),
        "preferred_certificates": list(wish.preferred),
        "delivery_district": chance.choice(districts),
        "radius_km": chance.choice([None, None, 20, 30]),
        "down_payment_percent": wish.down_payment,
        "payment_days": wish.days,
        "pattern": wish.pattern,
        "many_suppliers": wish.many,
        "valid_until": today + timedelta(days=chance.choice([45, 60, 90, 120])),
        "coaching": "Contoh, gambar kerja, dan kunjungan mutu." if chance.random() < 0.3 else "",
        "text_en": wish.english,
        "sample_needed": chance.random() < 0.3,
    }
    if fields["sample_needed"]:
        fields["sample_by"] = fields["first_delivery"] - timedelta(days=14)
    if chance.random() < 0.35:
        usual = fields.pop("volume_month")
        fields["plan"] = _plan(usual, chance)
        del fields["months"]
    return fields


def _plan(usual: int, chance) -> list[int]:
    """Six to twelve months around the usual volume: a slow beginning, one season that asks more."""
    length = chance.choice([6, 8, 12])
    season = chance.randrange(2, length - 1)
    shape = [0.5] + [1.0] * (length - 1)
    shape[season] = chance.choice([1.8, 2.2])
    return [max(1, round(usual * part)) for part in shape]
