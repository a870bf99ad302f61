"""How a page with a form calls a service: one way for every profile, entry and step of the portal.

GET shows the form. POST calls the service with what was typed and goes on; when the service says no, the same page comes
back with the sentence, everything typed, and the status code of the refusal.
"""

from collections.abc import Callable, Container, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kemitraan.refusals import NotAllowed, Refused, WrongState
from kemitraan.workflow import Transition, Workflow


class GroupedForm(forms.ModelForm):
    """A long form in parts: `groups` names them with their fields, and a page shows them as fieldsets."""

    groups: tuple = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # A row of dashes is no word in any language.
            words = _("Pilih satu") if field.required else _("Tidak disebut")
            if getattr(field, "empty_label", None) == BLANK_CHOICE_DASH[0][1]:
                field.empty_label = words
            elif list(getattr(field, "choices", ()))[:1] == BLANK_CHOICE_DASH:
                field.choices = [("", words), *list(field.choices)[1:]]

    def fieldsets(self) -> list[tuple]:
        return [(legend, [self[name] for name in names]) for legend, names in self.groups]


def show_remarks(form, remarks: Mapping[str, str]) -> None:
    """An official's remarks, {name of the field: text}, beside the fields: a screen reader reads the help text with the field."""
    for name, text in remarks.items():
        if name in form.fields:
            field = form.fields[name]
            field.help_text = format_html(
                '<strong class="remark">{} {}</strong> {}',
                gettext("Catatan petugas:"),
                text,
                field.help_text,
            )


def form_page(
    request,
    form,
    save: Callable[..., Any],
    *,
    template: str,
    done,
    message="",
    **context,
):
    """`save` gets the form's cleaned data; its Refused or ValidationError lands in the form.

    `done` is where to go afterwards: what `redirect` takes, or a function of what `save` returned.
    """
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = save(**form.cleaned_data)
        except ValidationError as error:
            show_errors(form, error)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status_code
        else:
            if message:
                messages.success(request, message)
            return redirect(done(saved) if callable(done) else done)
    return render(request, template, {"form": form, **context}, status=status)


def show_errors(form, error: ValidationError) -> None:
    """The service's own complaints beside the fields; those about fields that the form lacks go to its top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


# ── Steps of a state table ───────────────────────────────────────────────────────────────────────────────────────────


def find_transition(flow: Workflow, verb: str, *, among: Container[str]) -> Transition:
    """The row of the table for a verb that came in an address; 404 for one that people do not take there."""
    if verb not in among:
        raise Http404
    return flow.transitions[verb]


def step_page(
    request,
    subject,
    flow: Workflow,
    transition: Transition,
    form,
    take: Callable[..., Any],
    *,
    back: str,
    template: str = "step.html",
    **context,
):
    """GET: the form of a step. POST: take it and go back. Who may not take it now is told so before anything is typed."""
    shown = {"object": subject, "transition": transition, "back": back, **context}
    refusal = _refusal(flow, subject, transition, request.user)
    if refusal and request.method != "POST":
        raise refusal
    if refusal:
        form.is_valid()
        form.add_error(None, refusal.message)
        return render(request, template, {"form": form, **shown}, status=refusal.status_code)
    return form_page(
        request,
        form,
        take,
        template=template,
        done=wanted_page(request) or back,
        message=transition.consequence or transition.label,
        **shown,
    )


def _refusal(flow: Workflow, subject, transition: Transition, user) -> Refused | None:
    verdict = flow.verdict(subject, transition.verb, user)
    if verdict:
        return None
    kind = NotAllowed if subject.status in transition.sources else WrongState
    return kind(verdict.reason)


def wanted_page(request) -> str:
    """Where the pressed button wants to come back to (`next`), when that is a page of this portal."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, {request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""
