"""What contracts take of a product and how deliveries went, as the matcher reads them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from partnerships.matching import Commitment, Record
from partnerships.models import Contract, GroupProposal, GroupShare, Mou, Realisation
from partnerships.services.ledger import change_entry_status
from partnerships.services.mous import set_shares
from partnerships.services.supply import (
    current_snapshot,
    read_buyers,
    read_commitments,
    read_records,
)
from tests import builders
from umkm.models import Product

pytestmark = pytest.mark.django_db


def month(day: date) -> int:
    return day.year * 12 + day.month - 1


def test_a_running_contract_takes_the_need_of_its_product(confirmed_contract):
    member = confirmed_contract.mou.members.get()
    first, last = month(confirmed_contract.starts_on), month(confirmed_contract.ends_on)
    product_id = member.suggestion.product_id
    assert read_commitments() == {product_id: [Commitment(first, last, 1000.0)]}
    columns = current_snapshot().columns
    (row,) = (at for at in range(len(columns)) if columns.product_id[at] == product_id)
    assert columns.offer(row).commitments == (Commitment(first, last, 1000.0),)


def test_what_is_not_confirmed_or_over_takes_nothing(contract):
    assert read_commitments() == {}
    change_entry_status(
        contract, "confirm", actor=contract.mou.members.get().umkm.members.first().user
    )
    assert len(read_commitments()) == 1
    Mou.objects.update(status="completed")
    assert read_commitments() == {}


def shared_mou(**need):
    """A signed MoU of two firms, with a quarter and three quarters of the volume."""
    wanted = builders.make_need(**need)
    firms = [
        builders.make_verified_umkm(
            with_account=True,
            products=[builders.product(unit="potong", name="Kemeja", cluster="konveksi")],
        )
        for _ in range(2)
    ]
    mou = builders.make_mou(*(builders.make_matched(wanted, firm) for firm in firms))
    officer = builders.make_official()
    mou = set_shares(mou, {firms[0].pk: 25, firms[1].pk: 75}, actor=officer)
    return firms, builders.make_signed_mou(mou)


def test_each_member_gives_its_share_in_base_units():
    firms, mou = shared_mou(unit="kodi", volume_month=10, clusters=["konveksi"])
    builders.make_confirmed_contract(mou)
    found = read_commitments()
    amounts = [[entry.amount for entry in found[firm.products.get().pk]] for firm in firms]
    assert amounts == [[50.0], [150.0]]  # of 10 kodi, which are 200 potong


def test_two_contracts_of_one_mou_take_its_volume_once_a_month():
    """A framework for the year and an order within it are the same goods."""
    firms, mou = shared_mou(unit="potong", volume_month=100, clusters=["konveksi"])
    spans = [(0, 300), (40, 120), (280, 400)]
    for start, end in spans:
        builders.make_confirmed_contract(
            mou,
            starts_on=mou.signed_on + timedelta(days=start),
            ends_on=mou.signed_on + timedelta(days=end),
        )
    (entry,) = read_commitments()[firms[0].products.get().pk]
    assert entry.amount == 25.0
    assert entry.first_month == month(mou.signed_on)
    assert entry.last_month == month(mou.signed_on + timedelta(days=400))


def test_contracts_with_a_pause_between_them_leave_it_free():
    firms, mou = shared_mou(unit="potong", volume_month=100, clusters=["konveksi"])
    for start, end in ((0, 30), (200, 300)):
        builders.make_confirmed_contract(
            mou,
            starts_on=mou.signed_on + timedelta(days=start),
            ends_on=mou.signed_on + timedelta(days=end),
        )
    entries = read_commitments()[firms[0].products.get().pk]
    assert [(entry.first_month, entry.last_month) for entry in entries] == [
        (month(mou.signed_on), month(mou.signed_on + timedelta(days=30))),
        (
            month(mou.signed_on + timedelta(days=200)),
            month(mou.signed_on + timedelta(days=300)),
        ),
    ]


def test_an_mou_that_names_no_product_takes_the_first_in_its_unit(confirmed_contract):
    member = confirmed_contract.mou.members.get()
    firm = member.umkm
    named = member.suggestion.product
    for fields in ({"unit": "kodi", "name": "Kemeja"}, {"name": "Kain lain"}):
        Product.objects.create(umkm=firm, **builders.product(**fields))
    member.suggestion.product = None
    member.suggestion.save()
    assert set(read_commitments()) == {named.pk}
    Product.objects.filter(unit="meter").delete()
    assert read_commitments() == {}


def test_the_record_of_a_firm_is_what_came_on_time_and_was_kept(realisation):
    assert read_records() == read_buyers() == {}  # not confirmed
    firm, mou = realisation.umkm, realisation.contract.mou
    Realisation.objects.update(status="confirmed", on_time_percent=80, rejected_percent=10)
    assert read_records() == {firm.pk: Record(1, pytest.approx(0.72))}
    assert read_buyers() == {mou.company_id: Record(1, 1.0)}
    last_year = timezone.localdate().year - 1
    Contract.objects.update(starts_on=date(last_year, 1, 1), signed_on=date(last_year, 1, 1))
    again = builders.make_realisation(Contract.objects.get(), year=last_year, quarter=1)
    Realisation.objects.filter(pk=again.pk).update(status="confirmed", paid_days_late=4)
    assert read_records() == {firm.pk: Record(2, pytest.approx(0.86))}
    assert read_buyers() == {mou.company_id: Record(2, 0.5)}
    columns = current_snapshot().columns
    (row,) = (at for at in range(len(columns)) if columns.umkm_id[at] == firm.pk)
    assert columns.offer(row).record == Record(2, pytest.approx(0.86))


def test_a_group_whose_mou_became_a_contract_holds_its_capacity_once(need):
    """First the invited group sets it aside, then the contract takes it: never both."""
    firms = [builders.make_verified_umkm(with_account=True) for _ in range(2)]
    group = builders.make_group(need, *firms)
    GroupProposal.objects.update(status="taken")
    mou = builders.make_mou(*(builders.make_matched(need, firm) for firm in firms))
    contract = builders.make_contract(builders.make_signed_mou(mou))
    assert GroupShare.objects.holding().filter(group=group).count() == 2
    assert read_commitments() == {}
    change_entry_status(contract, "confirm", actor=firms[0].members.get().user)
    assert not GroupShare.objects.holding().exists()
    assert len(read_commitments()) == 2
