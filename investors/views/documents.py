"""Papers of a company: sent by its people, seen by them and by officials, and by nobody else."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from investors.forms import CommitmentForm, DocumentForm
from investors.models import Company
from investors.permissions import may_edit, may_manage_people, sees_private
from investors.services import add_commitment, add_document
from kemitraan.form_pages import form_page
from kemitraan.papers import paper_response
from kemitraan.refusals import must


def _company(request, pk: int) -> Company:
    return get_object_or_404(Company.objects.visible_to(request.user), pk=pk)


def _sent(request) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_commitment(request, pk):
    company = _company(request, pk)
    must(may_manage_people(request.user, company))
    return form_page(
        request,
        CommitmentForm(*_sent(request)),
        partial(add_commitment, company, actor=request.user),
        template="investors/paper.html",
        done=company,
        message=_("Surat tersimpan. Petugas memeriksanya; surat yang lama tetap tercatat."),
        company=company,
        title=_("Surat Pernyataan Komitmen"),
        lead=_(
            "Pernyataan perusahaan sendiri bahwa ia akan bermitra dengan UMKM (Peraturan BKPM 3/2025). "
            "Untuk umum hanya tampil bahwa surat ada dan tanggalnya."
        ),
        with_template=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_document(request, pk):
    company = _company(request, pk)
    must(may_edit(request.user, company))
    return form_page(
        request,
        DocumentForm(*_sent(request)),
        partial(add_document, company, actor=request.user),
        template="investors/paper.html",
        done=company,
        message=_("Dokumen tersimpan."),
        company=company,
        title=_("Tambah dokumen"),
        lead=_("Boleh, tidak wajib: petugas dapat memeriksa NIB di OSS. Dokumen mempercepatnya."),
        with_template=False,
    )


@login_required
@require_safe
def template(request, pk):
    """The text of the letter to be printed and signed, with what is known filled in."""
    company = _company(request, pk)
    must(may_manage_people(request.user, company))
    return render(request, "investors/commitment_template.html", {"company": company})


def _file(request, pk: int, papers: str, paper: int, name: str):
    company = _company(request, pk)
    row = get_object_or_404(getattr(company, papers), pk=paper)
    if not sees_private(request.user, company):
        raise Http404
    return paper_response(row.file, f"{name}-{row.pk}")


@require_safe
def commitment_file(request, pk, paper):
    return _file(request, pk, "commitmentletters", paper, "komitmen")


@require_safe
def document_file(request, pk, paper):
    return _file(request, pk, "companydocuments", paper, "dokumen")
