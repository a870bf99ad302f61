"""What owners state of their yearly sales, and some of them again a year later: their firms have grown a class."""

import random

from django.db.models import Exists, OuterRef

from kemitraan.accounts.models import User
from partnerships.models import MouMember
from umkm.models import Umkm
from umkm.services import update_profile

#: So many firms state their sales; the first of them, partners of an MoU before others, state more afterwards.
STATED, GROWN = 40, 7
BILLION = 10**9


def state_sizes(*, verifier: User, seed: int) -> str:
    """In words how many stated their sales, and how many more than before."""
    chance = random.Random(f"{seed}/growth")
    partner = Exists(MouMember.objects.filter(umkm=OuterRef("pk")))
    firms = list(Umkm.objects.verified().order_by(partner.desc(), "pk")[:STATED])
    for position, firm in enumerate(firms):
        is_small = position % 5 == 4
        sales = (
            chance.randint(3 * BILLION, 12 * BILLION)
            if is_small
            else chance.randint(10**8, BILLION)
        )
        firm = update_profile(firm, actor=verifier, yearly_sales_rupiah=sales // 10**6 * 10**6)
        if position < GROWN:
            more = 18 * BILLION if is_small else 3 * BILLION
            update_profile(firm, actor=verifier, yearly_sales_rupiah=more)
    return f"{len(firms)} firms with their sales, {min(GROWN, len(firms))} grown"
