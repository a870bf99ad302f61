"""Open data for everybody: the page that explains it, the files, and the catalogue that other portals harvest."""

import hashlib
import json
from datetime import date
from email.utils import parseaddr

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import override
from django.views.decorators.http import require_safe

from kemitraan.reference.models import Regency
from partnerships.opendata import LEAST_COMPANIES, LEAST_UMKM, LINES
from partnerships.wording.opendata import DATA_SETS, DataSet
from umkm.spreadsheets import csv_lines

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: How long the same figures go out (seconds): anybody may ask, and the sums go over all suggestions.
SECONDS = 600

_SCHEMA = "https://project-open-data.cio.gov/v1.1/schema"


@require_safe
def page(request):
    return render(
        request,
        "partnerships/opendata.html",
        {
            "data_sets": DATA_SETS.values(),
            "least_umkm": LEAST_UMKM,
            "least_companies": LEAST_COMPANIES,
            "licence": LICENCE,
        },
    )


@require_safe
def file(request, code: str) -> HttpResponseBase:
    """One data set as CSV, the same for every reader."""
    if code not in DATA_SETS:
        raise Http404
    headers = DATA_SETS[code].headers
    lines = cache.get_or_set(f"open-data:{code}", LINES[code], SECONDS)
    etag = _etag([headers, *lines])
    body = csv_lines(headers, lines, for_machines=True) if request.method == "GET" else ()
    response = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}.csv"'
    return _open(request, response, etag)


@require_safe
def catalogue(request) -> HttpResponseBase:
    """/data.json by the Project Open Data schema 1.1 (DCAT-US), which CKAN's harvester reads. Always in Indonesian."""
    with override("id"):
        found = _catalogue(request, today=timezone.localdate())
        body = json.dumps(found, ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    return _open(request, response, _etag(found))


def _catalogue(request, *, today: date) -> dict:
    def address(name: str, *args: str) -> str:
        return request.build_absolute_uri(reverse(f"partnerships:{name}", args=args))

    regency = Regency.objects.get(code=settings.REGENCY)
    publisher = f"Pemerintah {regency.full_name}"
    landing = address("open-data")

    def entry(row: DataSet) -> dict:
        return {
            "@type": "dcat:Dataset",
            "identifier": address("open-data-file", row.code),
            "title": f"{row.title}, {regency.full_name}",
            "description": str(row.description),
            "keyword": list(row.keywords),
            "modified": today.isoformat(),
            "accrualPeriodicity": "R/P1D",
            "publisher": {"@type": "org:Organization", "name": publisher},
            "contactPoint": {
                "@type": "vcard:Contact",
                "fn": publisher,
                "hasEmail": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
            },
            "accessLevel": "public",
            "license": LICENCE,
            "language": ["id"],
            "spatial": f"{regency.full_name}, {regency.province}, Indonesia",
            "landingPage": f"{landing}#{row.code}",
            "distribution": [
                {
                    "@type": "dcat:Distribution",
                    "title": f"{row.code}.csv",
                    "description": ", ".join(row.headers),
                    "downloadURL": address("open-data-file", row.code),
                    "mediaType": "text/csv",
                    "format": "CSV",
                }
            ],
        }

    return {
        "@context": f"{_SCHEMA}/catalog.jsonld",
        "@id": address("open-data-catalogue"),
        "@type": "dcat:Catalog",
        "conformsTo": _SCHEMA,
        "describedBy": f"{_SCHEMA}/catalog.json",
        "dataset": [entry(row) for row in DATA_SETS.values()],
    }


def _etag(content: object) -> str:
    written = json.dumps(content, ensure_ascii=False, default=str).encode()
    return f'"{hashlib.sha256(written).hexdigest()[:32]}"'


def _open(request, response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Kept by caches for a while, asked for again by its mark, and readable from scripts of other sites."""
    response["ETag"] = etag
    response["Content-Language"] = "id"
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=SECONDS)
    return get_conditional_response(request, etag=etag, response=response)
