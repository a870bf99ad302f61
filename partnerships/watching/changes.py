"""Changes of state that nobody has been told of: rows of the state logs whose `announced_at` is empty.

Each log says which verbs are worth telling, whom, and how its subject is called. What the matcher does by itself is not told
line by line, and nobody is told what he did himself. Only the last change of a subject is told: the others are past.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from investors.models import CompanyStatusChange
from kemitraan.workflow import StatusChange
from partnerships.flow import AMENDMENT_FLOW, CONTRACT_FLOW, MOU_FLOW, REALISATION_FLOW
from partnerships.models import (
    AmendmentStatusChange,
    ContractStatusChange,
    DisputeStatusChange,
    MouStatusChange,
    RealisationStatusChange,
    ReportStatusChange,
    Side,
    Signatory,
    SuggestionStatusChange,
)
from partnerships.services.signatures import missing_parties
from partnerships.watching.people import People
from partnerships.watching.things import Thing
from umkm.models import FacilitationStatusChange, UmkmStatusChange

#: How the code of a change ends after which its reader has to do something.
ASK = "_ask"


@dataclass(frozen=True)
class Log:
    """`told` gives the people concerned by a change, before the one who made it is left out. `asks` are the verbs after which
    somebody must answer: those of `asked`, or without it all who are told."""

    code: str
    model: type[StatusChange]
    verbs: frozenset[str]
    related: tuple[str, ...]
    told: Callable[[StatusChange, People], tuple[int, ...]]
    values: Callable[[Any], dict]
    url: Callable[[Any], str]
    prefetch: tuple[str, ...] = ()
    asks: frozenset[str] = frozenset()
    asked: Callable[[StatusChange, People], tuple[int, ...]] | None = None

    def untold(self) -> QuerySet:
        return self.model.objects.filter(announced_at=None, verb__in=self.verbs).order_by("pk")

    def things(self, changes: list[StatusChange], people: People) -> Iterator[Thing]:
        last = {change.subject_id: change for change in changes}
        for change in last.values():
            subject = change.subject
            if subject.status != change.target:
                continue  # it has moved on by itself since
            values = self.values(subject) | {
                "verb": change.verb,
                "status": change.target,
                "note": change.note[:200],
            }
            told, asked = self.told(change, people), ()
            if change.verb in self.asks:
                asked = self.asked(change, people) if self.asked else told
            for person in told:
                if person != change.actor_id:
                    yield Thing(
                        person,
                        f"change_{self.code}{ASK if person in asked else ''}",
                        f"{self.code}:{subject.pk}",
                        f"change:{change.pk}",
                        self.url(subject),
                        values,
                    )


def _sides_of_suggestion(change, people: People) -> tuple[int, ...]:
    subject = change.subject
    return people.of_sides(subject.need.company_id, [subject.umkm_id])


def _of_suggestion(change, people: People) -> tuple[int, ...]:
    """The side that now has to answer; both where an officer spoke or both agreed, and then the officers, who go on."""
    company = people.of_company.get(change.subject.need.company_id, ())
    umkm = people.of_umkm.get(change.subject.umkm_id, ())
    if change.verb == "umkm_interested":
        return company
    if change.verb == "company_interested":
        return umkm
    if change.verb in {"umkm_agrees", "company_agrees"}:
        return (*_sides_of_suggestion(change, people), *people.officers)
    return _sides_of_suggestion(change, people)


def _of_mou(change, people: People) -> tuple[int, ...]:
    sides = people.of_sides(change.subject.company_id, change.subject.umkm_side)
    return (*sides, *people.legal_officers) if change.verb == "submit" else sides


def _has_the_next_step(change, people: People) -> tuple[int, ...]:
    """Of those who are told of an MoU: who judges the sample, who checks the draft, who has not signed yet."""
    mou = change.subject
    if change.verb == "submit":
        return people.legal_officers
    if change.verb == "try":
        return people.of_company.get(mou.company_id, ())
    return _who_has_not_signed(mou, None, people)


def _who_has_not_signed(mou, amendment, people: People) -> tuple[int, ...]:
    missing = missing_parties(mou, amendment)
    umkm_ids = [party.umkm.pk for party in missing if party.umkm]
    if umkm_ids:
        umkm_ids.append(mou.coordinator_id)  # may sign for all of them
    company = any(party.role == Signatory.COMPANY for party in missing)
    return people.of_sides(mou.company_id if company else None, umkm_ids)


def _of_what_hangs_on_an_mou(change, people: People) -> tuple[int, ...]:
    mou = change.subject.mou
    return people.of_sides(mou.company_id, mou.umkm_side)


def _of_report(change, people: People) -> tuple[int, ...]:
    """The side that is asked whether it is true; its answer goes to the side that reported."""
    report = change.subject
    of_company = report.side == Side.COMPANY
    if change.verb == "invite":
        of_company = not of_company
    if of_company:
        return people.of_company.get(report.company_id, ())
    return people.of_umkm.get(report.umkm_id, ())


def _of_entry(change, people: People, mou, umkm_ids) -> tuple[int, ...]:
    """What was entered or mended goes to the other side; its answer to whoever entered."""
    if change.verb in {"enter", "correct"}:
        if change.subject.entered_side == Side.COMPANY:
            return people.of_sides(None, umkm_ids)
        return people.of_sides(mou.company_id, ())
    everybody = {*people.of_sides(mou.company_id, umkm_ids), *people.officers}
    entered_by = change.subject.entered_by_id
    return (entered_by,) if entered_by in everybody else ()


def _of_contract(change, people: People) -> tuple[int, ...]:
    mou = change.subject.mou
    return _of_entry(change, people, mou, mou.umkm_side)


def _of_realisation(change, people: People) -> tuple[int, ...]:
    mou = change.subject.contract.mou
    return _of_entry(change, people, mou, [change.subject.umkm_id, mou.coordinator_id])


def _of_facilitation(change, people: People) -> tuple[int, ...]:
    if change.verb == "ask":
        return people.of_office(change.subject.office)
    return people.of_umkm.get(change.subject.umkm_id, ())


_VERIFICATION = frozenset({"verify", "return", "reject", "suspend", "reinstate"})

LOGS = (
    Log(
        "suggestion",
        SuggestionStatusChange,
        frozenset(
            {"propose", "nominate", "reopen", "umkm_interested", "company_interested"}
            | {"umkm_agrees", "company_agrees", "decline"}
        ),
        ("subject__need__company", "subject__umkm"),
        _of_suggestion,
        lambda row: {
            "need": row.need.title,
            "company": row.need.company.name,
            "umkm": row.umkm.name,
        },
        lambda row: row.get_absolute_url(),
        asks=frozenset({"propose", "nominate", "reopen", "umkm_interested", "company_interested"}),
    ),
    Log(
        "mou",
        MouStatusChange,
        frozenset({"open", *MOU_FLOW.transitions}),
        ("subject__company",),
        _of_mou,
        lambda row: {"mou": str(row), "company": row.company.name},
        lambda row: row.get_absolute_url(),
        ("subject__members",),
        asks=frozenset({"try", "submit", "approve", "sign"}),
        asked=_has_the_next_step,
    ),
    Log(
        "amendment",
        AmendmentStatusChange,
        frozenset({"write", *AMENDMENT_FLOW.transitions}),
        ("subject__mou__company",),
        _of_what_hangs_on_an_mou,
        lambda row: {"mou": str(row.mou), "company": row.mou.company.name},
        lambda row: row.mou.get_absolute_url(),
        ("subject__mou__members",),
        asks=frozenset({"write", "sign"}),
        asked=lambda change, people: _who_has_not_signed(
            change.subject.mou, change.subject, people
        ),
    ),
    Log(
        "dispute",
        DisputeStatusChange,
        frozenset({"mediate", "hand_over", "resolve"}),
        ("subject__mou__company",),
        _of_what_hangs_on_an_mou,
        lambda row: {"mou": str(row.mou), "company": row.mou.company.name},
        lambda row: row.get_absolute_url(),
        ("subject__mou__members",),
    ),
    Log(
        "report",
        ReportStatusChange,
        frozenset({"invite", "acknowledge", "deny", "dismiss"}),
        ("subject__company", "subject__umkm"),
        _of_report,
        lambda row: {"what": row.what, "reporter": str(row.reporter)},
        lambda row: row.get_absolute_url(),
        asks=frozenset({"invite"}),
    ),
    Log(
        "contract",
        ContractStatusChange,
        frozenset({"enter", *CONTRACT_FLOW.transitions}),
        ("subject__mou__company",),
        _of_contract,
        lambda row: {"entry": str(row), "company": row.mou.company.name},
        lambda row: row.mou.get_absolute_url(),
        ("subject__mou__members",),
        asks=frozenset({"enter", "correct"}),
    ),
    Log(
        "realisation",
        RealisationStatusChange,
        frozenset({"enter", *REALISATION_FLOW.transitions}),
        ("subject__contract__mou__company", "subject__umkm"),
        _of_realisation,
        lambda row: {
            "entry": row.umkm.name,
            "quarter": [row.year, row.quarter],
            "company": row.contract.mou.company.name,
        },
        lambda row: row.contract.mou.get_absolute_url(),
        asks=frozenset({"enter", "correct"}),
    ),
    Log(
        "umkm",
        UmkmStatusChange,
        _VERIFICATION,
        ("subject",),
        lambda change, people: people.of_umkm.get(change.subject_id, ()),
        lambda row: {"umkm": row.name},
        lambda row: reverse("umkm:profile", args=[row.pk]),
    ),
    Log(
        "company",
        CompanyStatusChange,
        _VERIFICATION,
        ("subject",),
        lambda change, people: people.of_company.get(change.subject_id, ()),
        lambda row: {"company": row.name},
        lambda row: row.get_absolute_url(),
    ),
    Log(
        "facilitation",
        FacilitationStatusChange,
        frozenset({"ask", "take_up", "answer", "refuse"}),
        ("subject__service", "subject__umkm"),
        _of_facilitation,
        lambda row: {
            "name_id": row.service.name_id,
            "name_en": row.service.name_en,
            "umkm": row.umkm.name,
        },
        lambda row: (
            reverse("admin:umkm_facilitationrequest_change", args=[row.pk])
            if row.status == "asked"
            else reverse("umkm:facilitation", args=[row.umkm_id])
        ),
    ),
)
