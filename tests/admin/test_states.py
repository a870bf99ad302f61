"""States are written by flows alone: no form of the admin has one, and GET changes nothing."""

import pytest
from django.contrib import admin
from django.urls import reverse

from kemitraan.official_admin import WorkflowAdmin
from kemitraan.workflow import StatusChange
from partnerships.services.amendments import write_amendment
from partnerships.services.disputes import open_dispute
from partnerships.services.meetings import add_meeting
from partnerships.services.reported import report_partnership
from tests import builders
from umkm.services import ask_membership, request_facilitation

WITH_STATE = [
    (model, name)
    for model in admin.site._registry
    for name in ("status", "state")
    if name in {field.name for field in model._meta.fields}
]
FLOWS = [model for model, its in admin.site._registry.items() if isinstance(its, WorkflowAdmin)]


def test_the_walk_below_finds_the_tables_of_states():
    assert {model.__name__ for model, _name in WITH_STATE} >= {
        "Umkm",
        "Company",
        "Need",
        "Suggestion",
        "GroupProposal",
        "Mou",
        "Contract",
        "Realisation",
        "MatchRun",
    }


@pytest.mark.parametrize(("model", "name"), WITH_STATE)
def test_no_form_has_a_state(model, name, superuser, rf):
    request = rf.get("/")
    request.user = superuser
    model_admin = admin.site._registry[model]
    assert name in model_admin.get_readonly_fields(request, model())
    assert name not in model_admin.list_editable
    for row in (None, model()):
        form = model_admin.get_form(request, row, change=row is not None)
        assert name not in form.base_fields


def test_a_state_that_is_posted_by_hand_is_ignored(verifier, signed_in):
    umkm = builders.make_umkm()
    client = signed_in(verifier)
    url = reverse("admin:umkm_umkm_change", args=[umkm.pk])
    form = client.get(url, {"ubah": 1}).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(url, {**data, "status": "verified", "name": "Nama Baru"})
    assert answer.status_code == 302
    umkm.refresh_from_db()
    assert (umkm.name, umkm.status) == ("Nama Baru", "registered")


@pytest.fixture
def rows(signed_mou, verifier):
    """A row in every table of states."""
    umkm, group = builders.make_umkm(), builders.make_umkm(form="bumdes")
    realisation = builders.make_realisation(builders.make_confirmed_contract(signed_mou))
    suggestion = signed_mou.members.first().suggestion
    event = builders.make_event()
    builders.make_invited(event, suggestion.umkm)
    officer = signed_mou.created_by
    quarrel = builders.make_signed_mou()
    open_dispute(quarrel, actor=officer, note="Belum dibayar.")
    return {
        "Event": event,
        "EventInvitation": event.invitations.get(),
        "EventMeeting": add_meeting(event, suggestion, actor=builders.make_official()),
        "Amendment": write_amendment(signed_mou, actor=officer, why="Naik", mou_rupiah=10**9),
        "ReportedPartnership": report_partnership(
            actor=officer,
            reporter=quarrel.company,
            other_name="Tenun",
            what="Kain",
            pattern="subkontrak",
            since=quarrel.signed_on,
            value_rupiah=1,
        ),
        "Dispute": quarrel.disputes.get(),
        "Umkm": umkm,
        "Membership": ask_membership(group, umkm, actor=verifier),
        "FacilitationRequest": request_facilitation(umkm, "kur", actor=verifier),
        "DataRequest": builders.make_data_request(),
        "Company": builders.make_company(),
        "Need": signed_mou.need,
        "Suggestion": suggestion,
        "GroupProposal": builders.make_group(signed_mou.need),
        "Mou": signed_mou,
        "Contract": realisation.contract,
        "Realisation": realisation,
    }


def test_get_never_changes_a_state(rows, superuser, signed_in):
    """Every page of every row and every verb of its table, opened by somebody who may do all of it."""
    client = signed_in(superuser)
    before = _everything()
    for model in FLOWS:
        row = rows[model.__name__]
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{base}_change", args=[row.pk])).status_code == 200
        for transition in admin.site._registry[model].flow:
            answer = client.get(reverse(f"{base}_step", args=[row.pk, transition.verb]))
            assert answer.status_code in {200, 403, 404, 409}, (model, transition.verb)
    assert _everything() == before


def _everything() -> dict:
    logs = {model: model.objects.count() for model in StatusChange.__subclasses__()}
    states = {model: sorted(model.objects.values_list("pk", "status")) for model in FLOWS}
    return {**logs, **states}


@pytest.mark.parametrize(
    "verb", ["resubmit", "umkm_interested", "withdraw", "expire", "run", "nothing"]
)
def test_verbs_of_others_have_no_page(verb, rows, superuser, signed_in):
    client = signed_in(superuser)
    for model in FLOWS:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_step"
        url = reverse(name, args=[rows[model.__name__].pk, verb])
        assert client.post(url, {"note": "x"}).status_code == 404, model
