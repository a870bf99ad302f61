"""Drafts and numbered documents of an MoU, scans of what was signed, and the public page that verifies a number."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kemitraan.context import Portal
from kemitraan.form_pages import form_page
from kemitraan.uploads import DOCUMENT_LIMIT
from partnerships.agreement_sheet import agreement_docx, agreement_pdf
from partnerships.models import Contract, Document, DocumentKind, Mou, SignedFile
from partnerships.permissions import is_officer, may_enter
from partnerships.placeholders import missing, values_of
from partnerships.register import listed
from partnerships.services.documents import (
    add_signed_file,
    current_template,
    document_with,
    issue_document,
)
from umkm.views.taking import as_pdf

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class SignedForm(forms.Form):
    upload = forms.FileField(
        label=gettext_lazy("Pindaian atau foto (PDF, JPEG, PNG)"),
        help_text=gettext_lazy("Disimpan di samping yang sudah ada; tidak ada yang ditimpa."),
    )
    note = forms.CharField(
        label=gettext_lazy("Keterangan (tidak wajib)"), required=False, max_length=200
    )


class CheckForm(forms.Form):
    upload = forms.FileField(
        label=gettext_lazy("Berkas yang ingin diperiksa"),
        help_text=gettext_lazy("Hanya sidiknya yang dihitung; berkas tidak disimpan."),
    )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload.size > 3 * DOCUMENT_LIMIT:
            raise forms.ValidationError(
                _("Berkas terlalu besar untuk diperiksa: paling besar 15 MB.")
            )
        return upload


def _mou(request, pk: int) -> Mou:
    rows = Mou.objects.visible_to(request.user).select_related("company", "need__unit")
    return get_object_or_404(rows.prefetch_related("members__umkm", "company__members"), pk=pk)


@login_required
@require_safe
@never_cache
def of_mou(request, pk):
    mou = _mou(request, pk)
    known = values_of(mou, None, "id")
    clauses = current_template(DocumentKind.MOU).clauses.all()
    return render(
        request,
        "partnerships/documents.html",
        {
            "mou": mou,
            "documents": mou.documents.prefetch_related("signed_files__added_by"),
            "contracts": mou.contracts.all(),
            "missing": missing(clauses, known),
            "is_officer": is_officer(request.user),
            "may_add": may_enter(request.user, mou),
        },
    )


@login_required
@require_safe
def draft(request, pk, suffix):
    """The draft of the MoU, or with ?kontrak= of a contract under it: "pdf" to read, "docx" to edit."""
    mou = _mou(request, pk)
    contract = _contract(mou, request.GET.get("kontrak", ""))
    kind = DocumentKind.CONTRACT if contract else DocumentKind.MOU
    clauses = list(current_template(kind).clauses.all())
    name = f"rancangan-{slugify(mou.title)[:40] or mou.pk}.{suffix}"
    if suffix == "docx":
        content = agreement_docx(mou, clauses, kind=kind, contract=contract)
        response = HttpResponse(content, content_type=_DOCX)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    content = agreement_pdf(
        mou,
        clauses,
        kind=kind,
        contract=contract,
        portal=Portal(request).name,
        day=timezone.localdate(),
    )
    return as_pdf(content, name)


def _contract(mou: Mou, key: str) -> Contract | None:
    if not key:
        return None
    return get_object_or_404(mou.contracts.all(), pk=key) if key.isdigit() else _not_found()


def _not_found():
    raise Http404


@login_required
@require_POST
def issue(request, pk):
    mou = _mou(request, pk)
    document = issue_document(
        mou,
        actor=request.user,
        contract=_contract(mou, request.POST.get("kontrak", "")),
        portal=Portal(request).name,
        address=lambda code: request.build_absolute_uri(
            reverse("partnerships:document-verify", args=[code])
        ),
    )
    messages.success(request, _("Dokumen bernomor %(number)s tersimpan.") % {"number": document})
    return redirect("partnerships:documents", mou.pk)


@login_required
@require_safe
def file(request, pk):
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    return _download(document.file, f"{slugify(document.number)}.pdf", "application/pdf")


@login_required
@require_safe
def signed_file(request, pk):
    visible = Document.objects.visible_to(request.user)
    signed = get_object_or_404(SignedFile.objects.filter(document__in=visible), pk=pk)
    is_picture = signed.file.name.endswith(".jpg")
    name = f"ttd-{signed.pk}.{'jpg' if is_picture else 'pdf'}"
    return _download(signed.file, name, "image/jpeg" if is_picture else "application/pdf")


def _download(kept, name: str, kind: str) -> FileResponse:
    response = FileResponse(kept.open(), as_attachment=True, filename=name, content_type=kind)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def signed_new(request, pk):
    document = get_object_or_404(
        Document.objects.visible_to(request.user).select_related("mou"), pk=pk
    )
    form = SignedForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    return form_page(
        request,
        form,
        lambda **given: add_signed_file(document, actor=request.user, **given),
        template="partnerships/signed_new.html",
        done=reverse("partnerships:documents", args=[document.mou_id]),
        message=_("Pindaian tersimpan beserta sidiknya."),
        document=document,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request, code):
    """For whoever holds the paper: does the number exist, between whom, of which day, and is this file it?"""
    rows = Document.objects.prefetch_related("signed_files")
    document = get_object_or_404(rows, code=code)
    form = CheckForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    checked, found = False, None
    if request.method == "POST" and form.is_valid():
        checked, found = True, document_with(form.cleaned_data["upload"].read(), document)
    response = render(
        request,
        "partnerships/document_verify.html",
        {
            "document": document,
            "form": form,
            "checked": checked,
            "found": found,
            "registered": listed().filter(pk=document.mou_id).exists(),
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response
