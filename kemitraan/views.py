"""Pages of the roof: the home, the choice of a language, and the answer to "are you well?"."""

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import Count
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe
from django.views.i18n import set_language
from redis.exceptions import RedisError

from investors.models import Need
from kemitraan.post.services.readers import remember_language
from kemitraan.reference.models import Cluster
from partnerships.figures import OWN
from partnerships.reports import HEADLINE_SECONDS, headline
from umkm.models import Umkm

NEWEST_NEEDS = 5


@require_safe
def home(request):
    firms = cache.get_or_set("home:firms-by-cluster", _firms_by_cluster, HEADLINE_SECONDS)
    clusters = [(cluster, firms.get(cluster.pk, 0)) for cluster in Cluster.objects.inside()]
    newest = Need.objects.visible_to(AnonymousUser()).with_labels()[:NEWEST_NEEDS]
    return render(
        request,
        "home.html",
        {"figures": headline(OWN), "clusters": clusters, "needs": newest},
    )


def _firms_by_cluster() -> dict[str, int]:
    """{cluster code: verified UMKM whose main cluster it is}."""
    counted = Umkm.objects.verified().order_by().values_list("cluster").annotate(Count("pk"))
    return dict(counted)


def choose_language(request):
    """The language of the pages, and, for whoever is signed in, of the letters."""
    if request.method == "POST" and request.user.is_authenticated:
        remember_language(request.user, request.POST.get("language", ""))
    return set_language(request)


@never_cache
@require_GET
def health(request):
    """200 when database and Redis answer, otherwise 503; the body says which one does not."""
    state = {"database": _database_answers(), "redis": _redis_answers()}
    words = {name: "ok" if well else "unreachable" for name, well in state.items()}
    return JsonResponse(words, status=200 if all(state.values()) else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _redis_answers() -> bool:
    try:
        cache.get("health")
    except (RedisError, OSError):
        return False
    return True
