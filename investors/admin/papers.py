"""Papers of a company in the admin: commitment letters and proofs, and that an officer has seen them."""

from django.forms import Form
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from investors.models import CommitmentLetter, Company, CompanyDocument
from investors.services import mark_seen
from kemitraan.official_admin import Link, Row, Table
from kemitraan.official_admin.base import posted
from kemitraan.official_admin.dossier import admin_url, day
from kemitraan.rupiah import number, rupiah

_KINDS = {"komitmen": CommitmentLetter, "dokumen": CompanyDocument}


def _file_link(page: str, paper):
    url = reverse(f"investors:{page}", args=[paper.company_id, paper.pk])
    return format_html(
        '<a href="{}">{}</a> <small title="SHA-256">{}…</small>',
        url,
        _("Berkas"),
        paper.digest[:12],
    )


def _seen(paper) -> str:
    return f"{day(paper.seen_at)} · {paper.seen_by}" if paper.seen_at else _("belum")


def _check(kind: str, paper, may_check: bool) -> list[Link]:
    if not may_check or paper.seen_at:
        return []
    url = reverse("admin:investors_company_paper", args=[paper.company_id, kind, paper.pk])
    return [Link(_("Sudah diperiksa"), url, post=True)]


def commitment_table(company: Company, *, may_check: bool) -> Table:
    return Table(
        _("Surat Pernyataan Komitmen"),
        [
            _("Nomor"),
            _("Tanggal"),
            _("Yang dijanjikan"),
            _("Rencana nilai"),
            _("Rencana UMKM"),
            _("Berlaku"),
            _("Berkas"),
            _("Diperiksa"),
        ],
        [
            Row(
                [
                    row.number,
                    day(row.dated_on),
                    row.promise,
                    rupiah(row.planned_rupiah),
                    number(row.planned_umkm),
                    f"{day(row.starts_on)} – {day(row.ends_on)}",
                    _file_link("commitment-file", row),
                    _seen(row),
                ],
                _check("komitmen", row, may_check),
            )
            for row in company.commitmentletters.select_related("seen_by")
        ],
        empty=_("Belum ada surat."),
        links=[
            Link(_("Catat surat"), reverse("investors:commitment-new", args=[company.pk])),
        ]
        if may_check
        else [],
        numeric=frozenset({3, 4}),
    )


def document_table(company: Company, *, may_check: bool) -> Table:
    return Table(
        _("Dokumen"),
        [_("Jenis"), _("Diunggah"), _("Oleh"), _("Berkas"), _("Diperiksa")],
        [
            Row(
                [
                    row.get_kind_display(),
                    day(row.added_at),
                    str(row.added_by),
                    _file_link("document-file", row),
                    _seen(row),
                ],
                _check("dokumen", row, may_check),
            )
            for row in company.companydocuments.select_related("added_by", "seen_by")
        ],
        empty=_("Belum ada dokumen."),
    )


class PaperPages:
    """Pages of CompanyAdmin."""

    def get_urls(self):
        paper = path(
            "<path:object_id>/<slug:kind>/<int:paper>/periksa/",
            self.admin_site.admin_view(self.paper_view),
            name="investors_company_paper",
        )
        return [paper, *super().get_urls()]

    def paper_view(self, request, object_id, kind, paper):
        """GET asks once more; POST books that this officer has seen the paper."""
        company = self.row_or_404(request, object_id)
        model = _KINDS.get(kind)
        row = model and model.objects.filter(company=company, pk=paper).first()
        if row is None:
            raise Http404

        def perform(_answers):
            mark_seen(row, actor=request.user)
            return _("%(paper)s tercatat sudah diperiksa.") % {"paper": row}

        return self.form_page(
            request,
            company,
            Form(posted(request)),
            title=_("Tandai sudah diperiksa"),
            lead=_("Anda menyatakan sudah melihat dokumen ini dan datanya benar."),
            button=_("Sudah diperiksa"),
            perform=perform,
            back=admin_url(company),
        )
