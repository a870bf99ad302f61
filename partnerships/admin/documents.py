"""Texts of agreements, edited by the legal officer with a look at the result first; and every document that has a number."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.http import HttpResponseRedirect as Redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from kemitraan.context import Portal
from kemitraan.official_admin import Link, OfficialAdmin, Row, Table, panel_for
from kemitraan.official_admin.base import add_refusal, posted, status_code_of
from kemitraan.official_admin.dossier import admin_url, day
from kemitraan.refusals import Refused
from partnerships.agreement_sheet import agreement_pdf
from partnerships.models import (
    Document,
    DocumentKind,
    DocumentTemplate,
    Mou,
    SignedFile,
    Statute,
)
from partnerships.permissions import checks_law
from partnerships.placeholders import PLACEHOLDERS
from partnerships.services.documents import (
    as_clauses,
    check_clauses,
    current_template,
    save_template,
)


class ClauseForm(forms.Form):
    position = forms.IntegerField(label=gettext_lazy("Urutan"), min_value=1, max_value=99)
    statute = forms.ChoiceField(
        label=gettext_lazy("Pasal wajib"),
        choices=[("", gettext_lazy("bukan pasal wajib")), *Statute.choices],
        required=False,
    )
    heading_id = forms.CharField(label=gettext_lazy("Judul"), max_length=120)
    heading_en = forms.CharField(label=gettext_lazy("Judul (Inggris)"), max_length=120)
    text_id = forms.CharField(
        label=gettext_lazy("Isi"), max_length=6000, widget=forms.Textarea(attrs={"rows": 4})
    )
    text_en = forms.CharField(
        label=gettext_lazy("Isi (Inggris)"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class VersionForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Apa yang berubah"), max_length=300, required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput)


ClauseFormSet = forms.formset_factory(ClauseForm, extra=1, can_delete=True, max_num=40)


@admin.register(DocumentTemplate)
class DocumentTemplateAdmin(OfficialAdmin):
    list_before_template = "admin/partnerships/documenttemplate/edit.html"
    facts = ((gettext_lazy("Naskah"), ("kind", "version", "made_at", "made_by", "note")),)
    list_display = ("kind", "version", "made_at", "made_by", "note")
    list_select_related = ("made_by",)
    list_filter = (("kind", ChoicesDropdownFilter),)

    def changelist_view(self, request, extra_context=None):
        kinds = [(value, label, current_template(value)) for value, label in DocumentKind.choices]
        context = {"kinds": kinds, "may_edit": bool(checks_law(request.user))}
        return super().changelist_view(request, {**(extra_context or {}), **context})

    def tables(self, request, row):
        return [
            Table(
                _("Pasal"),
                ["", _("Pasal wajib"), _("Judul"), _("Isi"), _("Isi (Inggris)")],
                [
                    Row(
                        [
                            str(clause.position),
                            clause.get_statute_display() if clause.statute else "",
                            clause.heading_id,
                            clause.text_id,
                            clause.text_en,
                        ]
                    )
                    for clause in row.clauses.all()
                ],
            )
        ]

    def get_urls(self):
        edit = path(
            "naskah/<slug:kind>/",
            self.admin_site.admin_view(self.edit_view),
            name="partnerships_documenttemplate_edit",
        )
        return [edit, *super().get_urls()]

    def edit_view(self, request, kind):
        """A new version, filled with the newest; "Lihat hasil" shows it as PDF with the facts of a real MoU, and saves nothing."""
        if kind not in DocumentKind.values:
            raise Http404
        if not checks_law(request.user):
            raise PermissionDenied
        newest = current_template(kind)
        data = posted(request)
        initial = list(
            newest.clauses.values(
                "position", "statute", "heading_id", "heading_en", "text_id", "text_en"
            )
        )
        clauses = ClauseFormSet(data, initial=initial, prefix="pasal")
        version = VersionForm(data, initial={"based_on": newest.version})
        status = 200
        if request.method == "POST" and clauses.is_valid() and version.is_valid():
            rows = [
                form.cleaned_data
                for form in clauses.forms
                if form.cleaned_data and not form.cleaned_data.get("DELETE")
            ]
            rows.sort(key=lambda row: row["position"])
            try:
                if "lihat" in request.POST:
                    check_clauses(rows)
                    return self._look(request, kind, rows)
                saved = save_template(kind, rows, actor=request.user, **version.cleaned_data)
            except (Refused, ValidationError) as refusal:
                add_refusal(version, refusal)
                status = status_code_of(refusal)
            else:
                self.message_user(
                    request, _("Tersimpan sebagai versi %(number)s.") % {"number": saved.version}
                )
                return Redirect(admin_url(saved))
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": DocumentKind(kind).label,
            "clauses": clauses,
            "version": version,
            "placeholders": [f"{{{name}}}" for name in PLACEHOLDERS],
            "back": reverse("admin:partnerships_documenttemplate_changelist"),
        }
        return TemplateResponse(
            request, "admin/partnerships/documenttemplate/form.html", context, status=status
        )

    def _look(self, request, kind, rows):
        """With the newest MoU of a foreign company, so that both languages are seen; otherwise the newest."""
        mous = Mou.objects.select_related("company", "need__unit")
        mou = mous.filter(company__capital="PMA").first() or mous.first()
        if mou is None:
            raise Refused(_("Belum ada MoU yang dapat dipakai sebagai contoh."))
        contract = mou.contracts.first() if kind == DocumentKind.CONTRACT else None
        content = agreement_pdf(
            mou,
            as_clauses(rows),
            kind=kind,
            contract=contract,
            portal=Portal(request).name,
            day=timezone.localdate(),
        )
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = 'inline; filename="pratinjau.pdf"'
        return response


@admin.register(Document)
class DocumentAdmin(OfficialAdmin):
    facts = (
        (
            gettext_lazy("Dokumen"),
            (
                "number",
                "kind",
                "mou",
                "contract",
                "template",
                "is_bilingual",
                "dated",
                "sha256",
                "made_by",
            ),
        ),
    )
    list_display = ("number", "kind", "mou", "dated", "made_by")
    list_select_related = ("mou", "made_by")
    list_filter = (("kind", ChoicesDropdownFilter),)
    search_fields = ("number", "mou__title", "sha256")

    def links(self, request, row):
        return [
            Link(_("Unduh PDF"), reverse("partnerships:document-file", args=[row.pk])),
            Link(_("Halaman pemeriksaan"), row.get_absolute_url()),
            Link(_("Simpan pindaian…"), reverse("partnerships:signed-new", args=[row.pk])),
        ]

    def tables(self, request, row):
        return [
            Table(
                _("Pindaian bertanda tangan"),
                [_("Ditambahkan"), _("Oleh"), _("Keterangan"), _("SHA-256")],
                [
                    Row(
                        [day(signed.added_at), signed.added_by, signed.note, signed.sha256],
                        [Link(_("Unduh"), reverse("partnerships:signed-file", args=[signed.pk]))],
                    )
                    for signed in SignedFile.objects.filter(document=row).select_related("added_by")
                ],
                empty=_("Belum ada."),
            )
        ]


@panel_for(Mou)
def documents_of_mou(_request, mou: Mou) -> Table:
    """The last row leads to drafts, numbers and scans."""
    link = Link(_("Rancangan dan nomor…"), reverse("partnerships:documents", args=[mou.pk]))
    rows = [
        Row(
            [document.number, document.get_kind_display(), day(document.dated)],
            [Link(_("Lihat"), admin_url(document))],
        )
        for document in mou.documents.all()
    ]
    return Table(
        _("Dokumen"),
        [_("Nomor"), _("Jenis"), _("Tanggal")],
        [*rows, Row([_("Rancangan"), "", ""], [link])],
    )
