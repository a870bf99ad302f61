"""Everything that waits is on somebody's desk: the desks against the state tables themselves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kemitraan.accounts.models import Role
from partnerships.desks import all_sections
from partnerships.desks.items import counted
from partnerships.desks.states import AT_REST, ON_DESKS, TABLES
from partnerships.models import (
    Mou,
    MouStatusChange,
    Notice,
    Suggestion,
    SuggestionStatusChange,
    WatchRule,
)
from partnerships.services.disputes import change_dispute_status
from partnerships.services.watch import mark_read, unread_count
from partnerships.standing import Standing
from tests import builders

pytestmark = pytest.mark.django_db


def codes(person) -> dict[str, int]:
    """How much stands in each section of a desk."""
    sections = all_sections(Standing(person))
    return dict(zip([part.code for part in sections], counted(sections), strict=True))


# ── The tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_each_state_that_can_be_left_waits_for_somebody_or_says_why_not(model):
    states = {str(source) for row in TABLES[model] for source in row.sources}
    on_desk, at_rest = set(ON_DESKS.get(model, ())), set(AT_REST.get(model, ()))
    assert on_desk | at_rest == states
    assert not on_desk & at_rest


def test_each_section_that_is_named_is_on_a_desk(alice, buyer, officer, verifier, legal_officer):
    people = (alice, buyer, officer, verifier, legal_officer)
    known = {code for person in people for code in codes(person)}
    named = {code for states in ON_DESKS.values() for row in states.values() for code in row}
    assert named <= known


@pytest.mark.parametrize("status", sorted({*ON_DESKS[Mou]} - {"running", "extended"}))
def test_an_mou_stands_in_the_sections_that_are_named(status, officer, legal_officer):
    mou = builders.make_signed_mou() if status in {"signed", "sleeping"} else builders.make_mou()
    # Running ones wait for the figures of a quarter: tests/partnerships/test_waiting.py.
    if status not in {"signed", "negotiation"}:
        Mou.objects.filter(pk=mou.pk).update(status=status)
    people = [
        officer,
        legal_officer,
        mou.company.members.get().user,
        *(member.user for member in mou.members.get().umkm.members.all()),
    ]
    found = {code for person in people for code, count in codes(person).items() if count}
    assert set(ON_DESKS[Mou][status]) <= found


@pytest.mark.parametrize("status", sorted(ON_DESKS[Suggestion]))
def test_a_suggestion_stands_with_whoever_answers(status, suggestion, alice, buyer, officer):
    type(suggestion).objects.filter(pk=suggestion.pk).update(status=status)
    found = {code for who in (alice, buyer, officer) for code, count in codes(who).items() if count}
    expected = set(ON_DESKS[Suggestion][status])
    others = {"suggestions", "suggestions_to_company", "matched"} - expected
    assert expected <= found
    assert not others & found


# ── Who only reads, who coordinates ──────────────────────────────────────────────────────────────────────────────────


def test_who_only_reads_for_a_company_is_asked_nothing(suggestion, company, buyer):
    reader = builders.make_account(Role.COMPANY)
    company.members.create(user=reader, role="reader")
    Suggestion.objects.update(status="umkm_interested")
    assert codes(buyer)["suggestions_to_company"] == 1
    assert codes(reader).get("suggestions_to_company", 0) == 0


def test_the_coordinator_of_a_group_signs_and_confirms_for_its_members(charlie):
    mou = builders.make_mou()
    group = builders.make_verified_umkm(with_account=True)
    head = group.members.get().user
    Mou.objects.filter(pk=mou.pk).update(status="signing", coordinator=group)
    assert codes(head)["signatures"] == 1
    assert codes(charlie).get("signatures", 0) == 0


def test_what_a_coordinated_member_should_confirm_stands_with_the_coordinator(charlie):
    mou = builders.make_mou()
    group = builders.make_verified_umkm(with_account=True)
    head = group.members.get().user
    Mou.objects.filter(pk=mou.pk).update(coordinator=group)
    builders.make_contract(builders.make_signed_mou(Mou.objects.get(pk=mou.pk)))
    assert codes(head)["contracts_to_confirm"] == 1
    assert codes(charlie).get("contracts_to_confirm", 0) == 0


def test_who_only_reads_is_not_offered_what_only_others_may_do(client, company, buyer):
    reader = builders.make_account(Role.COMPANY)
    company.members.create(user=reader, role="reader")
    report, need = reverse("partnerships:report-new"), reverse("investors:need-new")
    for person, may in ((buyer, True), (reader, False)):
        client.force_login(person)
        desk = client.get(reverse("desk")).text
        assert ('class="empty"' in desk, report in desk, need in desk) == (True, may, may)
        assert (client.get(report).status_code == 200) == may


def test_both_sides_read_that_their_dispute_is_mediated(client, officer, charlie):
    mou = builders.make_quarrel()
    buyer, owner = mou.company.members.get().user, mou.members.get().umkm.members.get().user
    dispute = mou.disputes.get()
    for days in (9, 2):
        change_dispute_status(
            dispute,
            "mediate",
            actor=officer,
            note="Bertemu di kantor.",
            now=timezone.now() - timedelta(days=days),
        )
    for person in (buyer, owner):
        client.force_login(person)
        (part,) = [
            part
            for part in client.get(reverse("desk")).context["sections"]
            if part.code == "disputes_of_parties"
        ]
        (item,) = part.items
        # Since the first step of the mediation, not the last; and nothing that only an officer may press.
        assert (item.days, item.is_late, list(item.steps)) == (9, False, [])
        assert "memediasi" in item.consequence
        assert client.get(item.link.url.partition("#")[0]).status_code == 200
    assert codes(charlie)["disputes_of_parties"] == 0
    change_dispute_status(dispute, "resolve", actor=officer, note="Sepakat.")
    assert codes(buyer)["disputes_of_parties"] == 0


# ── Late ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_officials_move_the_limit_of_lateness(client, suggestion, buyer):
    Suggestion.objects.update(status="umkm_interested")
    suggestion.changes.create(verb="umkm_interested", target="umkm_interested")
    SuggestionStatusChange.objects.update(at=timezone.now() - timedelta(days=5))
    client.force_login(buyer)
    assert "terlambat" not in client.get(reverse("desk")).text
    WatchRule.objects.filter(code="suggestion_silent").update(days=[3, 14])
    page = client.get(reverse("desk")).text
    assert "terlambat 2 hari" in page
    assert "menunggu 5 hari" in page


def test_the_latest_kind_stands_first(client, officer):
    builders.make_company()
    mou = builders.make_mou()
    MouStatusChange.objects.filter(subject=mou).update(at=timezone.now() - timedelta(days=40))
    client.force_login(officer)
    sections = client.get(reverse("desk")).context["sections"]
    assert [part.code for part in sections][0] == "mous"
    assert sections[0].items[0].days_late == 33


# ── The whole list, and the bell ─────────────────────────────────────────────────────────────────────────────────────


def test_the_whole_of_a_section_has_a_page(client, need, officer, charlie):
    for _ in range(7):
        builders.make_matched(need)
    client.force_login(officer)
    page = client.get(reverse("desk")).text
    assert reverse("desk-section", args=["matched"]) in page
    whole = client.get(reverse("desk-section", args=["matched"]))
    assert len(whole.context["section"].items) == 7
    client.force_login(charlie)
    assert client.get(reverse("desk-section", args=["matched"])).status_code == 404


def test_the_bell_counts_what_was_not_read(client, alice, bob):
    for number in range(3):
        Notice.objects.create(
            person=alice,
            code="change_umkm",
            subject=f"umkm:{number}",
            mark="x",
            url="/",
            values={"umkm": "Lurik Alice", "status": "verified"},
        )
    client.force_login(alice)
    assert "Kabar: 3 belum dibaca" in client.get(reverse("desk")).text
    mark_read(alice)
    assert unread_count(alice) == 0
    assert "Kabar: semua sudah dibaca" in client.get(reverse("desk")).text
    client.force_login(bob)
    assert "belum dibaca" not in client.get(reverse("desk")).text


# ── Leaders ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_leader_sees_what_stands_still_and_presses_nothing(client, leader):
    mou = builders.make_mou()
    MouStatusChange.objects.filter(subject=mou).update(at=timezone.now() - timedelta(days=20))
    client.force_login(leader)
    sections = client.get(reverse("desk")).context["sections"]
    (still,) = [part for part in sections if part.code == "standing_still"]
    assert still.items[0].title == "DPMPTSP: MoU yang paling lama disusun"
    assert still.items[0].days_late == 13
    assert not any(item.steps or item.link for item in still.items)


def test_a_report_waits_from_the_day_on_which_it_was_sent(client, leader):
    """A reported partnership also says since when it runs; that is not how long an office has left it lying."""
    builders.make_report()
    client.force_login(leader)
    (still,) = [
        part
        for part in client.get(reverse("desk")).context["sections"]
        if part.code == "standing_still"
    ]
    (report,) = [item for item in still.items if "Laporan kemitraan" in item.title]
    assert (report.days, report.days_late) == (0, 0)


def test_an_official_has_the_desk_in_the_admin_too(client, officer):
    pair = builders.make_matched()
    client.force_login(officer)
    page = client.get(reverse("admin:index")).text
    assert reverse("admin:partnerships_suggestion_change", args=[pair.pk]) in page
    assert "Kedua pihak berminat, belum ada MoU" in page
