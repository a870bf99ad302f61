"""Where the firms that were found are: a drawing of the kabupaten, and the same in words."""

from itertools import groupby

from django.conf import settings
from django.db.models import Count
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from kemitraan.reference.models import Village
from umkm.filters import UmkmFilter
from umkm.models import Umkm
from umkm.village_map import TooFewPlaces, backdrop, circles, district_circles


@require_safe
@vary_on_headers("HX-Request")
def village_map(request):
    """The same address as the directory's, drawn; htmx asks for the drawing alone."""
    found = UmkmFilter(request.GET, Umkm.objects.listed())
    # One statement for all counts, whatever the filter has added to its rows.
    firms = Umkm.objects.filter(pk__in=found.qs.order_by().values("pk")).order_by()
    counts = dict(firms.values_list("village").annotate(firms=Count("pk")))
    villages = Village.objects.filter(pk__in=counts).select_related("district")
    villages = list(villages.order_by("district__name", "name", "code"))
    try:
        ground = backdrop(settings.REGENCY)
    except TooFewPlaces:
        ground = None
    drawn = [row for row in villages if ground and row.code in ground.places]
    query = request.GET.copy()
    for name in ("page", "village"):
        query.pop(name, None)
    anywhere = query.copy()
    anywhere.pop("district", None)
    districts = [
        (
            district,
            sum(counts[row.code] for row in rows),
            [(row, counts[row.code]) for row in rows],
        )
        for district, rows in _by_district(villages)
    ]
    in_place = request.htmx and not request.htmx.history_restore_request
    return render(
        request,
        "umkm/map_drawing.html" if in_place else "umkm/map.html",
        {
            "filter": found,
            "ground": ground,
            "circles": circles(ground, counts, drawn) if ground else [],
            "district_circles": (
                district_circles(ground, {row.pk: firms for row, firms, _villages in districts})
                if ground
                else []
            ),
            "districts": districts,
            "total": sum(counts.values()),
            "query": query.urlencode(),
            "anywhere": anywhere.urlencode(),
        },
    )


def _by_district(villages: list[Village]):
    for district, rows in groupby(villages, key=lambda row: row.district):
        yield district, list(rows)
