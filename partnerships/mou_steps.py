"""The steps of an MoU, its amendments and disputes that people take: what each asks, and which service takes it.

Pages and admin show the same steps from this table.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from kemitraan.forms import StepForm
from partnerships.forms.mous import (
    LegalCheckForm,
    MeetingForm,
    MouStepForm,
    SignForm,
    TermsForm,
    TrialForm,
    TrialResultForm,
)
from partnerships.models import Amendment, Mou
from partnerships.services import amendments, disputes, mous, preparation, signatures


class Step(NamedTuple):
    """`take(subject, actor=..., **answers of the form)`."""

    form: type[MouStepForm]
    take: Callable[..., Any]


def _plain(verb: str) -> Step:
    return Step(MouStepForm, lambda mou, **given: mous.change_mou_status(mou, verb, **given))


MOU_STEPS: dict[str, Step] = {
    "meet": Step(MeetingForm, preparation.meet),
    "try": Step(TrialForm, preparation.order_trial),
    "judge": Step(TrialResultForm, preparation.judge_trial),
    "submit": Step(TermsForm, preparation.submit_draft),
    "approve": Step(LegalCheckForm, partial(preparation.check_draft, passes=True)),
    "send_back": Step(LegalCheckForm, partial(preparation.check_draft, passes=False)),
    "sign": Step(SignForm, signatures.sign),
    "redraft": Step(MouStepForm, signatures.redraft),
    "dispute": Step(MouStepForm, disputes.open_dispute),
    **{verb: _plain(verb) for verb in sorted(mous.PLAIN)},
}

#: Steps that ask for facts (dates, amounts, files) on a page of their own.
WITH_FACTS = frozenset(verb for verb, step in MOU_STEPS.items() if step.form is not MouStepForm)


def mou_step_form(mou: Mou, transition, data, user) -> MouStepForm:
    return MOU_STEPS[transition.verb].form(transition, data, mou=mou, user=user)


def take_mou_step(mou: Mou, verb: str, *, actor, **answers) -> Mou:
    return MOU_STEPS[verb].take(mou, actor=actor, **answers)


# ── Amendments ───────────────────────────────────────────────────────────────────────────────────────────────────────

AMENDMENT_STEPS: dict[str, Callable[..., Any]] = {
    "sign": signatures.sign,
    "revoke": amendments.withdraw_amendment,
}


def amendment_step_form(amendment: Amendment, transition, data, user):
    if transition.verb == "sign":
        return SignForm(transition, data, mou=amendment.mou, user=user, amendment=amendment)
    return StepForm(transition, data)


# ── Disputes ─────────────────────────────────────────────────────────────────────────────────────────────────────────

DISPUTE_STEPS = frozenset({"mediate", "resolve", "hand_over"})
