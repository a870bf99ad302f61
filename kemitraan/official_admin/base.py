"""The admin of a model as officials use it.

Everyone of the kabupaten's own people sees everything; who writes is declared by class. What is written goes through the
app's service, and what the service refuses comes back on the form with everything that was typed. Nobody deletes.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import display

from kemitraan.official_admin.dossier import PANELS, Link, Table, admin_url, day, facts_of
from kemitraan.official_admin.lookups import RowSelect, RowSelectMultiple
from kemitraan.refusals import Refused
from kemitraan.templatetags.tones import tone
from kemitraan.verification import VerificationStatus


def add_refusal(form, refusal: Refused | ValidationError) -> None:
    """Say on a form what a service refused; errors of fields that the form does not have stand above it."""
    if isinstance(refusal, Refused):
        form.add_error(None, refusal.message)
    elif not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
    else:
        for name, errors in refusal.error_dict.items():
            known = name in form.fields and name != NON_FIELD_ERRORS
            form.add_error(name if known else None, errors)


def status_code_of(refusal: Refused | ValidationError) -> int:
    return refusal.status_code if isinstance(refusal, Refused) else 200


def posted(request):
    """What a form is bound to: nothing on GET, and on POST also an empty body."""
    return request.POST if request.method == "POST" else None


class OfficialAdmin(ModelAdmin):
    #: Roles that may change rows and add them, beside the superuser; None: nobody, there is no service for it.
    editors: Sequence[str] | None = None
    adders: Sequence[str] | None = None
    #: The read part of a page: ((title, (field, property or method, ...)), ...).
    facts: Sequence[tuple[Any, Sequence[str]]] = ()
    #: The form, for those who may change the row.
    fieldsets: Sequence[tuple[Any, dict]] = ()
    #: The form of a new row, when it asks for more than the others.
    add_form: type | None = None
    #: What a flow writes, and a form never.
    states = ("status", "state")
    #: Where a row lies: the lookup of its village's code. Staff of a kecamatan or village see the rows of their area, and
    #: lists that have no such lookup not at all.
    area_path: str | None = None

    change_form_template = "admin/dossier.html"
    show_full_result_count = False
    list_per_page = 30
    list_filter_submit = True

    # ── Rights ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None) -> bool:
        return getattr(request.user, "is_official", False) or self._is_for_area_staff(request.user)

    def _is_for_area_staff(self, user) -> bool:
        return self.area_path is not None and getattr(user, "is_area_staff", False)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if self._is_for_area_staff(request.user):
            return rows.filter(**{f"{self.area_path}__startswith": request.user.area})
        return rows

    def has_change_permission(self, request, obj=None) -> bool:
        return self._may_write(request.user, self.editors)

    def has_add_permission(self, request) -> bool:
        return self._may_write(request.user, self.adders)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def _may_write(self, user, roles: Sequence[str] | None) -> bool:
        known = getattr(user, "is_official", False) or self._is_for_area_staff(user)
        if roles is None or not known:
            return False
        return user.is_superuser or user.has_role(*roles)

    def get_readonly_fields(self, request, obj=None):
        names = {model_field.name for model_field in self.model._meta.fields}
        return [
            *super().get_readonly_fields(request, obj),
            *(name for name in self.states if name in names),
        ]

    def get_fieldsets(self, request, obj=None):
        """Only what a class names: Django would put every field on the form of one that names none."""
        return self.add_fieldsets if obj is None and self.add_fieldsets else self.fieldsets

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        """A choice without a default is made by the person, not by the order of the list."""
        if not db_field.has_default():
            kwargs.setdefault(
                "choices", db_field.get_choices(include_blank=True, blank_choice=[("", _("Pilih"))])
            )
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        self._find_rows_by(RowSelect, db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        self._find_rows_by(RowSelectMultiple, db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _find_rows_by(self, widget: type, db_field, request, kwargs: dict) -> None:
        if db_field.name in self.get_autocomplete_fields(request):
            given = widget(db_field, self.admin_site, using=kwargs.get("using"))
            kwargs.setdefault("widget", given)

    # ── Writing through services ─────────────────────────────────────────────────────────────────────────────────────

    def write(self, request, row: models.Model, form, *, is_new: bool) -> models.Model:
        """Call the service that writes what the form holds, and return the row as it stands.

        `row` carries the form's values, `form.changed_data` names what was changed. May raise Refused, ValidationError.
        """
        raise NotImplementedError(f"{type(self).__name__} has no service to write with.")

    def save_model(self, request, obj, form, change):
        obj.pk = self.write(request, obj, form, is_new=not change).pk
        obj.refresh_from_db()

    def save_related(self, request, form, formsets, change):
        """The service has written the many-to-many fields too."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A refusal rolls everything back; then the form comes again, with the reason and with all that was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (Refused, ValidationError) as refusal:
            request.refusal = refusal
            response = super().changeform_view(request, object_id, form_url, extra_context)
            response.status_code = status_code_of(refusal)
            return response

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None and self.add_form is not None:
            kwargs.setdefault("form", self.add_form)
        form = super().get_form(request, obj, change, **kwargs)
        refusal = getattr(request, "refusal", None)
        if refusal is None:
            return form

        class RefusedForm(form):
            def _post_clean(self):
                super()._post_clean()
                add_refusal(self, refusal)

        return RefusedForm

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(admin_url(obj))

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(admin_url(obj))

    # ── The page of a row ────────────────────────────────────────────────────────────────────────────────────────────

    def tables(self, request, row: models.Model) -> list[Table]:
        """What belongs to the row: overridden where there is something."""
        return []

    def notices(self, request, row: models.Model) -> list[str]:
        """Sentences that one must read before deciding."""
        return []

    def links(self, request, row: models.Model) -> list[Link]:
        """Ways from the row to pages of its own."""
        if self.has_change_permission(request, row) and self.get_fieldsets(request, row):
            return [Link(_("Ubah data"), "?ubah=1")]
        return []

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        editing = add or request.method == "POST" or "ubah" in request.GET
        context.update(
            editing=editing,
            show_save_and_continue=False,
            show_save_and_add_another=False,
            show_history=self.editors
            is not None,  # of changed fields; that of states is on the page
        )
        if not editing:
            context.update(
                facts=[(title, facts_of(self, obj, names)) for title, names in self.facts],
                tables=[
                    *self.tables(request, obj),
                    *(
                        panel(request, obj)
                        for panel in PANELS[self.model]
                        if request.user.is_official
                    ),
                ],
                notices=self.notices(request, obj),
                links=self.links(request, obj),
            )
        return super().render_change_form(request, context, add, change, form_url, obj)

    # ── Pages for one act ────────────────────────────────────────────────────────────────────────────────────────────

    def row_or_404(self, request, object_id: str) -> models.Model:
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        return row

    def form_page(
        self,
        request,
        row: models.Model | None,
        form,
        *,
        title: Any,
        button: Any,
        perform: Callable[[dict], str | HttpResponse],
        lead: Any = "",
        tone: str = "primary",
        tables: Sequence[Table] = (),
        back: str = "",
        onward: Callable[[], str] | None = None,
        refused: Refused | None = None,
        kept: Mapping[str, Sequence[str]] | None = None,
    ):
        """GET asks, POST calls `perform(cleaned_data)`, which returns the sentence of success (or a response of its own).

        A refusal stays on the page with what was typed. Afterwards one is back at the row, or at `onward()`. `refused` is
        known before anything is typed: the page then says it and shows no form. `kept` are hidden values of the same POST.
        """
        back = back or admin_url(row)
        form.files = request.FILES
        status = 200 if refused is None else refused.status_code
        if request.method == "POST" and form.is_valid():
            try:
                done = perform(form.cleaned_data)
            except (Refused, ValidationError) as refusal:
                add_refusal(form, refusal)
                status = status_code_of(refusal)
            else:
                if isinstance(done, HttpResponse):
                    return done
                self.message_user(request, done, messages.SUCCESS)
                return HttpResponseRedirect(onward() if onward else back)
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": title,
            "lead": lead,
            "form": form,
            "button": button,
            "tone": tone,
            "tables": tables,
            "back": back,
            "refused": refused,
            "kept": kept or {},
        }
        return TemplateResponse(request, "admin/form_page.html", context, status=status)

    # ── Columns that many lists have ─────────────────────────────────────────────────────────────────────────────────

    @display(description=_("status"), ordering="status")
    def status_tag(self, row):
        return status_tag(row)


def registered_label(row: models.Model) -> str:
    """How many days a firm has waited to be verified, otherwise when it registered."""
    if row.status != VerificationStatus.REGISTERED:
        return day(row.registered_at)
    days = (timezone.now() - row.registered_at).days
    return ngettext("%(days)s hari", "%(days)s hari", days) % {"days": days}


def status_tag(row: models.Model):
    """The state as a coloured label."""
    return format_html(
        '<span class="status-tag tone-{}">{}</span>', tone(row.status), row.get_status_display()
    )
