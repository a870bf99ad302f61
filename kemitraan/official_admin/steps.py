"""The buttons of a state table in the admin: what this person may do now, and the page on which it is done."""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _

from kemitraan.forms import StepForm
from kemitraan.official_admin.base import OfficialAdmin, posted
from kemitraan.official_admin.dossier import admin_url
from kemitraan.refusals import NotAllowed, Refused, WrongState
from kemitraan.workflow import Transition, Workflow

#: What an officer does with an UMKM or a company; sending it in again is its own people's.
VERIFIER_VERBS = frozenset({"verify", "return", "reject", "suspend", "reinstate"})


class WorkflowAdmin(OfficialAdmin):
    flow: Workflow
    #: The verbs of the flow that officials take; those of the parties and of the system have no page here.
    verbs: Collection[str] = ()

    def take_step(self, row: models.Model, verb: str, *, actor, **answers) -> models.Model:
        """Call the service that moves the row; `answers` are what the step's form asked (note, reason, facts)."""
        raise NotImplementedError

    def step_form(self, row: models.Model, transition: Transition, data=None):
        """The form that asks for it: one with more fields where a step needs facts."""
        return StepForm(transition, data)

    def asked_form(self, request, row: models.Model, transition: Transition):
        """The same for this person, where what may be chosen depends on who asks."""
        return self.step_form(row, transition, posted(request))

    # ── The page of a row ────────────────────────────────────────────────────────────────────────────────────────────

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.pk:
            context["steps"] = [
                {"transition": transition, "url": self.step_url(obj, transition.verb)}
                for transition in self.offered(obj, request.user)
            ]
            context["history"] = [
                {
                    "change": change,
                    "verb": self.verb_label(change),
                    "reason": self.reason_label(change),
                }
                for change in obj.changes.select_related("actor")
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def offered(self, row: models.Model, user) -> list[Transition]:
        """What this person may do with the row now, in the order of the state table."""
        return [
            transition
            for transition in self.flow
            if transition.verb in self.verbs and self.flow.verdict(row, transition.verb, user)
        ]

    def verb_label(self, change) -> str:
        """What was done: the words of the button, or those for the way in, which no button has."""
        transition = self.flow.transitions.get(change.verb)
        if transition is not None and change.source:
            return str(transition.label)
        return {
            "register": _("Pendaftaran"),
            "write": _("Ditulis"),
            "open": _("Dibuka"),
            "enter": _("Dicatat"),
            "suggest": _("Disarankan oleh pencocokan"),
            "propose": _("Diusulkan oleh pencocokan"),
            "nominate": _("Diusulkan oleh petugas"),
            "merge": _("Penggabungan"),
            "unmerge": _("Penggabungan dibatalkan"),
            "erase": _("Data pribadi dihapus"),
        }.get(change.verb, change.verb)

    def reason_label(self, change) -> str:
        transition = self.flow.transitions.get(change.verb)
        if not change.reason or transition is None or transition.reasons is None:
            return change.reason
        return str(dict(transition.reasons.choices).get(change.reason, change.reason))

    # ── The page of a step ───────────────────────────────────────────────────────────────────────────────────────────

    def get_urls(self):
        step = path(
            "<path:object_id>/langkah/<slug:verb>/",
            self.admin_site.admin_view(self.step_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_step",
        )
        return [step, *super().get_urls()]

    def step_url(self, row: models.Model, verb: str) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_step"
        return reverse(name, args=[row.pk, verb])

    def step_view(self, request, object_id: str, verb: str):
        """GET asks for the note, the reason and the facts of a step; POST takes it."""
        row = self.row_or_404(request, object_id)
        if verb not in self.verbs:
            raise Http404
        transition = self.flow.transitions[verb]
        form = self.asked_form(request, row, transition)

        def perform(answers: dict[str, Any]) -> str:
            moved = self.take_step(row, verb, actor=request.user, **answers)
            return _("%(object)s sekarang berstatus “%(status)s”.") % {
                "object": moved,
                "status": moved.get_status_display(),
            }

        return self.form_page(
            request,
            row,
            form,
            title=transition.label,
            lead=transition.consequence,
            button=transition.label,
            tone=transition.tone,
            perform=perform,
            onward=lambda: self.after_step(request, row, verb),
            refused=None
            if request.method == "POST"
            else self.standing_refusal(row, verb, request.user),
        )

    def standing_refusal(self, row: models.Model, verb: str, user) -> Refused | None:
        """Why this step cannot be taken now, said before one has typed anything."""
        verdict = self.flow.verdict(row, verb, user)
        if verdict:
            return None
        in_state = row.status in self.flow.transitions[verb].sources
        return (NotAllowed if in_state else WrongState)(verdict.reason)

    def after_step(self, request, row: models.Model, verb: str) -> str:
        return admin_url(row)
