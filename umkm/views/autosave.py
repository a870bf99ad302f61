"""Answers to the browser while somebody types: keep what was typed, suggest a KBLI."""

import json
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kemitraan.refusals import Refused
from umkm.forms import STAGE_FORMS, CertificateForm, ProductForm
from umkm.kbli import candidates, suggest_kbli
from umkm.models import Stage, Umkm
from umkm.services import Typed, save_draft

FORMS = {**STAGE_FORMS, Stage.PRODUCTS: ProductForm, Stage.CERTIFICATES: CertificateForm}
#: Longest time that a phone may have kept what it sends now.
_OLDEST = timedelta(days=90)


class _Malformed(ValueError):
    """The body is not what static/kemitraan/stages.js sends."""


@require_POST
def draft(request, pk, stage):
    """Keep what was typed. Body and answer are described in static/kemitraan/stages.js.

    200 kept; 400 no draft of this stage; 401 signed out; 403 not this person's; 404 no such firm.
    """
    if not request.user.is_authenticated:
        return _says(_("Silakan masuk lagi."), 401)
    umkm = get_object_or_404(Umkm.objects.visible_to(request.user), pk=pk)
    try:
        given = _read(request.body, stage)
        named = given.pop("draft")
        row = umkm.drafts.filter(stage=stage, pk=named).first() if named else None
        answer = save_draft(umkm, stage, actor=request.user, draft=row, **given)
    except _Malformed:
        return _says(_("Isian ini tidak dapat disimpan sebagai konsep."), 400)
    except ValidationError as error:
        return _says(" ".join(error.messages), 400)
    except Refused as refusal:
        return _says(refusal.message, refusal.status_code)
    labels = FORMS[stage].base_fields
    return JsonResponse(
        {
            "draft": answer.draft.pk,
            "revision": answer.draft.revision,
            "newer": {name: value for name, value in answer.newer.items() if name in labels},
            "labels": {
                name: str(labels[name].label)
                for name in (*answer.newer, *answer.replaced)
                if name in labels
            },
            "replaced": answer.replaced,
        }
    )


def _says(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"message": sentence}, status=status)


def _read(body: bytes, stage: str) -> dict:
    try:
        given = json.loads(body)
        known = set(FORMS[stage].drafted())
        row, named, base = given["row"], given["draft"], given["base"]
        typed = {
            name: Typed(_value(entry["value"]), _age(entry["age"]))
            for name, entry in given["fields"].items()
            if name in known
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _Malformed from error
    plain = isinstance(row, str) and isinstance(base, int) and 0 <= base < 2**31
    if not plain or not (named is None or (isinstance(named, int) and 0 < named < 2**63)):
        raise _Malformed
    if not (row in {"", "new"} or (row.isdecimal() and len(row) < 19)):
        raise _Malformed
    return {"row": row, "draft": named, "base": base, "typed": typed}


def _value(value) -> str | list[str]:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return value
    raise _Malformed


def _age(milliseconds) -> timedelta:
    if not isinstance(milliseconds, int | float):
        raise _Malformed
    return min(max(timedelta(0), timedelta(milliseconds=min(milliseconds, 1e12))), _OLDEST)


@require_safe
def kbli(request):
    """Buttons for the codes that a product probably belongs to: a piece of the product's page, fetched by htmx."""
    text = f"{request.GET.get('name', '')} {request.GET.get('description', '')}"[:500]
    found = suggest_kbli(text, request.GET.get("cluster", ""), candidates())
    return render(request, "umkm/kbli_suggestions.html", {"found": found})
