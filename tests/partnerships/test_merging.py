"""Two UMKM become one, with everything that they are part of, and can be two again."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import Sum
from django.utils import timezone

from kemitraan.refusals import NotAllowed, WrongState
from kemitraan.verification import VerificationStatus
from partnerships.models import MouMember, Realisation, Suggestion, SuggestionStatus
from partnerships.services.suggestions import show_interest
from tests import builders
from umkm.models import DirectoryCount, DirectoryProfile, DuplicatePair, Merge, Umkm, UmkmIdentity
from umkm.services.duplicates import look_for_duplicates
from umkm.services.merging import merge_firms, plan_merge, relations_of, undo_merge

pytestmark = pytest.mark.django_db

NIK = "3310031708850001"


def everything() -> dict[str, list]:
    """Every row of supply and partnerships, except the log, the merges and what is made anew."""
    made_anew = {
        "umkm.Merge",
        "umkm.UmkmStatusChange",
        "umkm.DuplicatePair",
        "partnerships.MatchRun",
        "partnerships.OfferChange",
        "umkm.DirectoryCount",  # what is added and taken away is a row each time: its sums are compared
        "umkm.DirectoryProfile",
    }
    found = {}
    for app in ("umkm", "partnerships"):
        for model in apps.get_app_config(app).get_models():
            if model._meta.label not in made_anew:
                columns = [
                    field.attname
                    for field in model._meta.concrete_fields
                    if field.name not in {"search", "nik", "npwp", "run"}
                ]
                found[model._meta.label] = sorted(
                    model._base_manager.values_list(*columns), key=str
                )
    found["counts"] = _counts()
    return found


def _counts() -> list[tuple]:
    found = []
    for model, names in ((DirectoryCount, ("what", "value")), (DirectoryProfile, ("profile",))):
        rows = model.objects.order_by(*names).values_list(*names).annotate(sum=Sum("n"))
        found += [row for row in rows if row[-1]]
    return found


@pytest.fixture
def twins(db):
    """(the firm that stays, with account; the same firm once more, with NIB, NIK, another product and a certificate)."""
    kept = builders.make_verified_umkm(name="Lurik Sri", with_account=True, village="33.10.03.2006")
    merged = builders.make_verified_umkm(
        name="Lurik Bu Sri",
        owner_name=kept.owner_name,
        nib=builders.nib(),
        nik=NIK,
        address="RT 01",
        with_account=True,
        products=[builders.product(name="Selendang"), builders.product(name="Kain")],
        certificates=[builders.certificate()],
    )
    return kept, merged


def test_everything_moves_and_what_was_empty_is_filled(twins, verifier):
    kept, merged = twins
    nib, keys = merged.nib, set(merged.products.values_list("pk", flat=True))
    merge_firms(kept, merged, actor=verifier)
    kept, merged = Umkm.objects.get(pk=kept.pk), Umkm.objects.get(pk=merged.pk)
    assert keys < set(kept.products.values_list("pk", flat=True))
    assert kept.certificates.count() == 1
    assert kept.members.count() == 2
    assert (kept.nib, kept.address) == (nib, "RT 01")
    assert UmkmIdentity.objects.get(pk=kept.pk).nik == NIK
    assert kept.name == "Lurik Sri"  # what is filled in stays, unless somebody takes the other one
    assert merged.merged_into == kept
    assert merged.status == VerificationStatus.SUSPENDED
    assert not merged.products.exists()
    assert kept.changes.filter(verb="merge").exists()


def test_the_better_value_may_be_taken(twins, verifier):
    kept, merged = twins
    merge_firms(kept, merged, actor=verifier, take=["name", "telephone"])
    kept.refresh_from_db()
    assert (kept.name, kept.telephone) == ("Lurik Bu Sri", merged.telephone)


def test_all_three_that_may_stand_once_can_be_taken(twins, verifier):
    kept, merged = twins
    merge = merge_firms(kept, merged, actor=verifier, take=["name", "telephone", "village"])
    undo_merge(merge, actor=verifier)
    assert Umkm.objects.get(pk=merged.pk).name == "Lurik Bu Sri"
    assert Umkm.objects.get(pk=kept.pk).name == "Lurik Sri"


def test_a_plan_changes_nothing_and_tells_what_a_merge_does(twins, need, verifier):
    builders.make_suggestion(need, twins[1])
    before = everything()
    plan = plan_merge(*twins, actor=verifier)
    assert everything() == before
    assert not Merge.objects.exists()
    assert merge_firms(*twins, actor=verifier).plan == plan


def test_partnerships_move_along(twins, need, verifier, officer):
    kept, merged = twins
    mou = builders.make_signed_mou(builders.make_mou(builders.make_matched(need, merged)))
    realisation = builders.make_realisation(builders.make_confirmed_contract(mou))
    merge_firms(kept, merged, actor=verifier)
    assert Suggestion.objects.get(need=need).umkm == kept
    assert MouMember.objects.get(mou=mou).umkm == kept
    assert Realisation.objects.get(pk=realisation.pk).umkm == kept


def test_an_answered_suggestion_counts_more_than_one_that_nobody_answered(twins, need, verifier):
    kept, merged = twins
    builders.make_suggestion(need, kept)
    answered = builders.make_suggestion(need, merged)
    show_interest(answered, actor=merged.members.get().user)
    merge = merge_firms(kept, merged, actor=verifier)
    assert Suggestion.objects.get(umkm=kept).pk == answered.pk
    undo_merge(merge, actor=verifier)
    assert Suggestion.objects.get(umkm=merged).status == SuggestionStatus.UMKM_INTERESTED
    assert Suggestion.objects.get(umkm=kept).status == SuggestionStatus.SUGGESTED


def test_of_two_unanswered_ones_none_is_lost(twins, need, verifier):
    for umkm in twins:
        builders.make_suggestion(need, umkm)
    merge_firms(*twins, actor=verifier)
    assert set(Suggestion.objects.values_list("umkm", flat=True)) == {umkm.pk for umkm in twins}


def test_shares_in_one_mou_add_up(twins, need, verifier, officer):
    kept, merged = twins
    mou = builders.make_mou(*(builders.make_matched(need, umkm) for umkm in twins))
    shares = dict(mou.members.values_list("umkm", "share_percent"))
    merge = merge_firms(kept, merged, actor=verifier)
    assert [(row.umkm_id, row.share_percent) for row in mou.members.all()] == [
        (kept.pk, sum(shares.values()))
    ]
    undo_merge(merge, actor=verifier)
    assert dict(mou.members.values_list("umkm", "share_percent")) == shares


def test_undone_it_is_as_it_was(twins, need, verifier, django_capture_on_commit_callbacks):
    kept, merged = twins
    builders.make_realisation(
        builders.make_confirmed_contract(
            builders.make_signed_mou(
                builders.make_mou(*(builders.make_matched(need, umkm) for umkm in twins))
            )
        )
    )
    before = everything()
    merge = merge_firms(kept, merged, actor=verifier, take=["name", "nik", "cluster"])
    assert everything() != before
    undo_merge(merge, actor=verifier)
    assert everything() == before
    assert UmkmIdentity.objects.get(pk=merged.pk).nik == NIK
    assert UmkmIdentity.objects.get(pk=kept.pk).nik == ""


def test_what_was_changed_since_is_not_taken_back(twins, verifier):
    kept, merged = twins
    merge = merge_firms(kept, merged, actor=verifier)
    Umkm.objects.filter(pk=kept.pk).update(address="RT 02")
    undo_merge(merge, actor=verifier)
    assert Umkm.objects.get(pk=kept.pk).address == "RT 02"


def test_thirty_days_later_it_stays(twins, verifier):
    merge = merge_firms(*twins, actor=verifier)
    with pytest.raises(WrongState):
        undo_merge(merge, actor=verifier, now=timezone.now() + timedelta(days=31))
    assert Umkm.objects.get(pk=twins[1].pk).merged_into_id == twins[0].pk


def test_what_both_offer_does_not_count_twice(verifier):
    kept, merged = (
        builders.make_verified_umkm(products=[builders.product(name=name)])
        for name in ("Kain Lurik", "kain lurik")
    )
    merge = merge_firms(kept, merged, actor=verifier)
    assert kept.products.count() == 2
    assert kept.products.filter(is_active=True).count() == 1
    undo_merge(merge, actor=verifier)
    assert merged.products.get().is_active


def test_a_firm_goes_up_once(twins, verifier):
    kept, merged = twins
    merge_firms(kept, merged, actor=verifier)
    for pair in ((kept, merged), (merged, builders.make_umkm()), (kept, kept)):
        with pytest.raises(WrongState):
            merge_firms(*pair, actor=verifier)


def test_merged_ones_follow_into_a_third(twins, verifier):
    kept, merged = twins
    third = builders.make_verified_umkm()
    first = merge_firms(kept, merged, actor=verifier)
    second = merge_firms(third, kept, actor=verifier)
    assert Umkm.objects.get(pk=merged.pk).merged_into == third
    with pytest.raises(WrongState):
        undo_merge(first, actor=verifier)
    undo_merge(second, actor=verifier)
    undo_merge(first, actor=verifier)
    assert not Umkm.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("who", ["alice", "bob", "charlie", "officer", "leader", "auditor"])
def test_only_who_keeps_the_register_may(who, request, umkm, verifier):
    other = builders.make_umkm()
    actor = request.getfixturevalue(who)
    before = everything()
    with pytest.raises(NotAllowed):
        merge_firms(umkm, other, actor=actor)
    assert everything() == before
    merge = merge_firms(umkm, other, actor=verifier)
    with pytest.raises(NotAllowed):
        undo_merge(merge, actor=actor)
    assert Umkm.objects.get(pk=other.pk).merged_into == umkm


def test_the_pair_leaves_the_review_list(verifier):
    first = builders.make_umkm(name="Batik Sri Asih", owner_name="Sri Asih", nik=NIK)
    second = builders.make_umkm(name="Batik Sri Asih", owner_name="Sri Asih", nik=NIK)
    look_for_duplicates()
    merge = merge_firms(first, second, actor=verifier)
    assert DuplicatePair.objects.get().state == DuplicatePair.State.MERGED
    undo_merge(merge, actor=verifier)
    assert DuplicatePair.objects.get().state == DuplicatePair.State.OPEN


def test_no_table_that_points_to_a_firm_is_forgotten():
    """Both apps find their tables by themselves; investors must not point to a firm at all."""
    assert not list(relations_of("investors"))
    assert {model.__name__ for model, _field in relations_of("partnerships")} >= {
        "Suggestion",
        "MouMember",
        "Realisation",
        "MatchRun",
    }
