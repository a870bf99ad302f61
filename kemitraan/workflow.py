"""States that change by named verbs only: one table per object, one typed log row per change.

    FLOW = Workflow(
        Transition("verify", _("Verifikasi"), {REGISTERED}, VERIFIED, who=..., guard=...),
        ...
    )
    FLOW.advance(umkm, "verify", actor=officer, note="seen on the spot")

`advance` locks the row, checks state, right and guard in that order, writes the state, and appends a log row. The log is
also the outbox of notices: rows whose `announced_at` is empty have not been told yet.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kemitraan.access import ALLOWED, Verdict, refused
from kemitraan.refusals import NotAllowed, Refused, WrongState


class StatusChange(models.Model):
    """One change of state. Concrete logs add the foreign key `subject` with related_name="changes"."""

    at = models.DateTimeField(gettext_lazy("waktu"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("pelaku"),
        help_text=gettext_lazy("Kosong: dilakukan oleh sistem."),
    )
    verb = models.CharField(gettext_lazy("tindakan"), max_length=40)
    source = models.CharField(gettext_lazy("dari"), max_length=40, blank=True)
    target = models.CharField(gettext_lazy("menjadi"), max_length=40)
    reason = models.CharField(gettext_lazy("kode alasan"), max_length=40, blank=True)
    note = models.TextField(gettext_lazy("catatan"), blank=True)
    announced_at = models.DateTimeField(gettext_lazy("diberitahukan"), null=True, blank=True)

    #: What `reason` is a code of; a log whose flow asks for reasons names its own.
    reasons: type[models.TextChoices] | None = None

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]
        verbose_name = gettext_lazy("perubahan status")
        verbose_name_plural = gettext_lazy("riwayat status")

    def __str__(self):
        return f"{self.verb}: {self.source} → {self.target}"

    def label_of(self, code: str) -> str:
        """The state's name in the reader's language."""
        field = self._meta.get_field("subject").related_model._meta.get_field("status")
        return str(dict(field.flatchoices).get(code, code))

    @property
    def source_label(self) -> str:
        return self.label_of(self.source) if self.source else ""

    @property
    def target_label(self) -> str:
        return self.label_of(self.target)

    @property
    def reason_label(self) -> str:
        """The reason in the reader's language, "" where none was given."""
        return str(dict(self.reasons.choices if self.reasons else ()).get(self.reason, self.reason))


@dataclass(frozen=True)
class Transition:
    """One row of a state table.

    who(actor, subject) and guard(subject, facts) answer with a Verdict; `facts` are the keyword arguments that the door
    passed to `advance`. `reasons` (a TextChoices class) makes a reason code obligatory, `needs_note` a note.
    """

    verb: str
    label: Any
    sources: frozenset[str] | set[str]
    target: str
    who: Callable[[Any, Any], Verdict]
    guard: Callable[[Any, Mapping[str, Any]], Verdict] | None = None
    reasons: type[models.TextChoices] | None = None
    needs_note: bool = False
    tone: str = "neutral"  # primary, neutral or danger: how a button looks
    consequence: Any = ""  # a sentence: what happens when it is pressed


class Workflow:
    """The state table of one model, with the log that keeps its changes."""

    def __init__(self, *transitions: Transition):
        self.transitions = {transition.verb: transition for transition in transitions}
        if len(self.transitions) != len(transitions):
            raise ValueError("A verb stands twice in the state table.")

    def __iter__(self):
        return iter(self.transitions.values())

    def verdict(self, subject, verb: str, actor) -> Verdict:
        """May this person do this now? State and right; the guard is asked only when it is done."""
        transition = self.transitions[verb]
        if subject.status not in transition.sources:
            return refused(_wrong_state(subject, transition))
        return transition.who(actor, subject)

    def available(self, subject, actor) -> list[Transition]:
        """What this person may do with the subject in its present state, in the table's order."""
        return [row for row in self if self.verdict(subject, row.verb, actor)]

    def advance(
        self,
        subject,
        verb: str,
        *,
        actor,
        note: str = "",
        reason: str = "",
        now: datetime | None = None,
        changes: Mapping[str, Any] | None = None,
        log: Mapping[str, Any] | None = None,
        **facts,
    ):
        """Move `subject` by `verb` and return it as it now stands in the database.

        `actor` None is the system (a move by date). `changes` are fields that are written with the state, `log` columns
        that this log has beside those of StatusChange. Raises WrongState, NotAllowed or Refused, each with a sentence;
        then nothing has changed.
        """
        transition = self.transitions[verb]
        model = type(subject)
        with transaction.atomic():
            locked = model._base_manager.select_for_update(of=("self",)).get(pk=subject.pk)
            _check(locked, transition, actor, note, reason, facts)
            source = locked.status
            locked.status = transition.target
            for name, value in (changes or {}).items():
                setattr(locked, name, value)
            locked.save(update_fields=["status", *(changes or {})])
            locked.changes.create(
                actor=actor,
                at=now or timezone.now(),
                verb=verb,
                source=source,
                target=transition.target,
                reason=reason,
                note=note.strip(),
                **(log or {}),
            )
        return locked

    def advance_many(
        self,
        subjects: Iterable,
        verb: str,
        *,
        actor,
        note: str = "",
        reason: str = "",
        now: datetime | None = None,
        changes: Mapping[str, Any] | None = None,
        log: Mapping[str, Any] | None = None,
        prefetch: Iterable[str] = (),
    ) -> tuple[list, dict[int, str]]:
        """Move many rows of one model by one verb: (those that moved, {pk: why one did not}).

        The same checks as `advance`, in three statements instead of three a row (`prefetch` names what the guard reads);
        the rows are locked in order of their key, so that two such calls cannot wait for each other.
        """
        subjects = list(subjects)
        transition = self.transitions[verb]
        keys = sorted(subject.pk for subject in subjects)
        if not keys:
            return [], {}
        model = type(subjects[0])
        at = now or timezone.now()
        moved, kept_back, entries = [], {}, []
        with transaction.atomic():
            rows = model._base_manager.select_for_update(of=("self",)).filter(pk__in=keys)
            for row in rows.order_by("pk").prefetch_related(*prefetch):
                try:
                    _check(row, transition, actor, note, reason, {})
                except Refused as refusal:
                    kept_back[row.pk] = refusal.message
                    continue
                entries.append((row, row.status))
                row.status = transition.target
                for name, value in (changes or {}).items():
                    setattr(row, name, value)
                moved.append(row)
            model._base_manager.filter(pk__in=[row.pk for row in moved]).update(
                status=transition.target, **(changes or {})
            )
            log_model = model._meta.get_field("changes").related_model
            log_model.objects.bulk_create(
                [
                    log_model(
                        subject=row,
                        actor=actor,
                        at=at,
                        verb=verb,
                        source=source,
                        target=transition.target,
                        reason=reason,
                        note=note.strip(),
                        **(log or {}),
                    )
                    for row, source in entries
                ],
                batch_size=5000,
            )
        return moved, kept_back


def _check(subject, transition: Transition, actor, note: str, reason: str, facts) -> None:
    if subject.status not in transition.sources:
        raise WrongState(_wrong_state(subject, transition))
    verdict = transition.who(actor, subject)
    if not verdict:
        raise NotAllowed(verdict.reason)
    if transition.reasons and reason not in transition.reasons.values:
        raise Refused(_("Pilih satu alasan dari daftar."))
    if transition.needs_note and not note.strip():
        raise Refused(_("Tulis catatan, supaya pihak lain tahu sebabnya."))
    if transition.guard:
        verdict = transition.guard(subject, facts)
        if not verdict:
            raise Refused(verdict.reason)


def _wrong_state(subject, transition: Transition) -> str:
    return _(
        "“%(verb)s” tidak dapat dilakukan: %(kind)s ini sekarang berstatus “%(status)s”. "
        "Muat ulang halaman untuk melihat keadaan terbaru."
    ) % {
        "verb": transition.label,
        "kind": capfirst(subject._meta.verbose_name),
        "status": subject.get_status_display(),
    }


def system_only(actor, _subject) -> Verdict:
    """For moves by date: no person presses them."""
    return ALLOWED if actor is None else refused(_("Langkah ini hanya dilakukan oleh sistem."))
