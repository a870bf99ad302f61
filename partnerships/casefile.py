"""The file of a dispute for KPPU: parties, papers with their SHA-256, chronology and entries, as data and as text.

`case_of` gives one structure that the page, the ZIP and a printed form are made of.
"""

import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from kemitraan.rupiah import number, rupiah
from partnerships import quarters
from partnerships.models import Contract, Dispute, Mou, Realisation


def case_of(dispute: Dispute) -> dict[str, Any]:
    """{"title", "opened_at", "chronology", "parties", "terms", "amendments", "papers", "entries", "steps"}: lists of dicts, all
    values plain (text, whole rupiah, ISO days). A fixed number of queries."""
    mou = Mou.objects.select_related("company", "coordinator").get(pk=dispute.mou_id)
    return {
        "title": str(mou),
        "number": mou.number or "",
        "status": mou.get_status_display(),
        "dispute_status": dispute.get_status_display(),
        "opened_at": dispute.opened_at.isoformat(),
        "opened_by": str(dispute.opened_by),
        "opened_side": dispute.get_side_display(),
        "chronology": dispute.chronology,
        "parties": _parties(mou),
        "terms": _terms(mou),
        "papers": [
            {
                "title": paper.title,
                "kept_at": paper.kept_at.isoformat(),
                "sha256": paper.digest,
                "file": _name_of(paper),
            }
            for paper in mou.papers.all()
        ],
        "signatures": [
            {
                "role": row.get_role_display(),
                "umkm": str(row.umkm) if row.umkm else "",
                "signed_by": row.signed_by,
                "signed_on": row.signed_on.isoformat(),
                "sha256": row.paper.digest,
                "void": row.void_at is not None,
                "amendment": str(row.amendment) if row.amendment else "",
            }
            for row in mou.signatures.select_related("umkm", "paper", "amendment")
        ],
        "entries": _entries(mou),
        "steps": _steps(mou, dispute),
    }


def _parties(mou: Mou) -> list[dict]:
    company = mou.company
    found = [
        {
            "role": _("perusahaan"),
            "name": company.name,
            "nib": company.nib,
            "contact": f"{company.contact_name}, {company.contact_telephone}",
            "share_percent": "",
        }
    ]
    for member in mou.members.select_related("umkm"):
        firm = member.umkm
        found.append(
            {
                "role": _("UMKM, koordinator") if member.is_coordinator else _("UMKM"),
                "name": firm.name,
                "nib": "",
                "contact": f"{firm.owner_name}, {firm.telephone}",
                "share_percent": str(member.share_percent),
            }
        )
    return found


def _terms(mou: Mou) -> dict[str, Any]:
    signed = getattr(mou, "signed_terms", None)
    return {
        "signed": None
        if signed is None
        else {
            "number": signed.number,
            "signed_on": signed.signed_on.isoformat(),
            "starts_on": signed.starts_on.isoformat(),
            "ends_on": signed.ends_on.isoformat() if signed.ends_on else None,
            "mou_rupiah": signed.mou_rupiah,
        },
        "in_force": {
            "starts_on": mou.starts_on.isoformat() if mou.starts_on else None,
            "ends_on": mou.ends_on.isoformat() if mou.ends_on else None,
            "mou_rupiah": mou.mou_rupiah,
        },
        "amendments": [
            {
                "position": row.position,
                "status": row.get_status_display(),
                "ends_on": row.ends_on.isoformat() if row.ends_on else None,
                "mou_rupiah": row.mou_rupiah,
                "why": row.why,
            }
            for row in mou.amendments.all()
        ],
    }


def _entries(mou: Mou) -> list[dict]:
    contracts = Contract.objects.filter(mou=mou).select_related("entered_by")
    realisations = Realisation.objects.filter(contract__mou=mou).select_related(
        "umkm", "entered_by"
    )
    found = [_entry(row, _("kontrak"), row.signed_on.isoformat()) for row in contracts]
    for row in realisations:
        period = quarters.name((row.year, row.quarter))
        found.append(_entry(row, _("realisasi"), f"{period}, {row.umkm}, {number(row.volume)}"))
    return found


def _entry(row, kind: str, about: str) -> dict:
    return {
        "kind": kind,
        "about": about,
        "document": row.document,
        "value_rupiah": row.value_rupiah,
        "status": row.get_status_display(),
        "entered_by": f"{row.entered_by} ({row.get_entered_side_display()})",
        "entered_at": row.entered_at.isoformat(),
    }


def _steps(mou: Mou, dispute: Dispute) -> list[dict]:
    """What happened to MoU and dispute, in order."""
    changes = [
        *mou.changes.select_related("actor"),
        *dispute.changes.select_related("actor"),
    ]
    return [
        {
            "at": change.at.isoformat(),
            "what": change.target_label,
            "actor": str(change.actor) if change.actor else _("sistem"),
            "note": change.note,
        }
        for change in sorted(changes, key=lambda change: (change.at, change.pk))
    ]


# ── To take away ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _name_of(paper) -> str:
    return f"dokumen/{paper.digest[:16]}{'.jpg' if paper.is_picture else '.pdf'}"


def case_zip(dispute: Dispute) -> bytes:
    """perkara.json, perkara.txt and the papers themselves; the same case gives the same bytes."""
    case = case_of(dispute)
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        _add(archive, "perkara.json", json.dumps(case, ensure_ascii=False, indent=2).encode())
        _add(archive, "perkara.txt", case_text(case).encode())
        for paper in dispute.mou.papers.all():
            with paper.file.open() as file:
                _add(archive, _name_of(paper), file.read())
    return kept.getvalue()


def _add(archive: ZipFile, name: str, content: bytes) -> None:
    archive.writestr(ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)


def case_text(case: dict[str, Any]) -> str:
    """The case as a plain letter that anybody can read."""
    lines = [
        _("BERKAS PERKARA KEMITRAAN"),
        f"{case['title']} ({case['status']}; {case['dispute_status']})",
        "",
        _("Para pihak"),
        *(
            f"- {row['role']}: {row['name']} · {row['contact']} {row['share_percent']}"
            for row in case["parties"]
        ),
        "",
        _("Kronologi"),
        case["chronology"],
        "",
        _("Dokumen (SHA-256)"),
        *(f"- {row['title']}: {row['file']} {row['sha256']}" for row in case["papers"]),
        "",
        _("Catatan buku besar"),
        *(
            f"- {row['kind']} {row['about']}: {rupiah(row['value_rupiah'])}, {row['document']},"
            f" {row['status']}, {row['entered_by']}"
            for row in case["entries"]
        ),
        "",
        _("Urutan kejadian"),
        *(
            f"- {row['at'][:16]} {row['what']} · {row['actor']}{': ' if row['note'] else ''}{row['note']}"
            for row in case["steps"]
        ),
    ]
    return "\n".join(lines) + "\n"
