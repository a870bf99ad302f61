"""The form of a step: what a change of state asks from the person who makes it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kemitraan.workflow import Transition


class StepForm(forms.Form):
    """`reason` when the transition has reasons, and a `note` that it may require.

    `cleaned_data` fits `Workflow.advance(subject, verb, actor=..., **form.cleaned_data)`. A step that needs facts
    (an amount, a date) subclasses this form and adds its fields; they stand before the note.
    """

    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, transition: Transition, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.transition = transition
        if transition.reasons:
            self.fields["reason"] = forms.ChoiceField(
                label=_("Alasan"), choices=transition.reasons.choices, widget=forms.RadioSelect
            )
        self.fields["note"].required = transition.needs_note
        if transition.needs_note:
            self.fields["note"].help_text = _("Pihak lain membaca catatan ini.")
        others = [name for name in self.fields if name not in {"reason", "note"}]
        self.order_fields(["reason", *others, "note"])
