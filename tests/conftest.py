"""What every test stands on: real servers that no running demo shares, reference data, and the people of the stories.

Alice owns an UMKM, Bob helps her, Charlie has an account but no right. A test asks for those whom it needs.
"""

import os

import pytest
import redis
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db.models.signals import post_migrate

from kemitraan import context, embedded
from kemitraan.accounts.models import Role
from kemitraan.celery import app as celery_app
from kemitraan.reference import lexicon
from kemitraan.reference.services import load_reference
from partnerships.services import supply
from partnerships.wording.values import forget_names
from tests import builders

pytest_plugins = ["tests.browser"]

# ── Servers: the same as the demo's, in databases of our own ─────────────────────────────────────────────────────────

#: Each of two to seven pytest workers has a pair of Redis' sixteen databases; the demo has number 0.
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 7
CACHE_DB, BROKER_DB = 15 - 2 * _WORKER, 14 - 2 * _WORKER


def _numbered(url: str, db: int) -> str:
    """The same server, another database: redis://host:6379/0 -> redis://host:6379/15."""
    scheme, rest = url.split("://", 1)
    return f"{scheme}://{rest.split('/', 1)[0]}/{db}"


if settings.REDIS_URL:
    CACHE_URL, BROKER_URL = (_numbered(settings.REDIS_URL, db) for db in (CACHE_DB, BROKER_DB))
    REDIS_URLS = (CACHE_URL, BROKER_URL)
else:
    CACHE_URL, BROKER_URL = embedded.redis_url(CACHE_DB), embedded.broker_url(BROKER_DB)
    REDIS_URLS = (CACHE_URL, embedded.redis_url(BROKER_DB))

# Before the first use: both connections are made once and then kept.
settings.CACHES["default"].update(LOCATION=CACHE_URL, KEY_PREFIX="kemitraan-test")
settings.CELERY_BROKER_URL = BROKER_URL
celery_app.conf.broker_url = BROKER_URL
# The words of a page are read once: their tests say so themselves when they change some.
lexicon.KEPT = float("inf")
# Otherwise each test client would read the whole list of static files anew.
settings.WHITENOISE_AUTOREFRESH = True


def pytest_sessionstart(session):
    embedded.ensure_running(settings.EMBEDDED_SERVERS)
    _empty_redis()


def pytest_sessionfinish(session):
    _empty_redis()


def _empty_redis() -> None:
    for url in REDIS_URLS:
        with redis.Redis.from_url(url) as client:
            client.flushdb()


def _load_reference(**_kwargs) -> None:
    load_reference(settings.REGENCY)
    # Asked once a process: no test with a budget of queries shall be the one that pays for it.
    context._regency(settings.REGENCY)
    lexicon.recent_lexicon()


# Said when the test database is made, and after each test that empties it to see real commits.
post_migrate.connect(_load_reference, sender=apps.get_app_config("reference"))


@pytest.fixture(autouse=True)
def _quick_and_apart(settings):
    """Passwords that cost nothing, and no test that remembers another one's cache, throttle or brake."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    forget_names()
    supply.forget()  # a worker never sees what was rolled back; tests in one process would


# ── Supply ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def umkm(db):
    """Alice's firm with Bob as helper: registered, not verified yet."""
    firm = builders.make_umkm(name="Lurik Alice", owner_name="Alice", with_account=True)
    helper = builders.make_account(Role.UMKM, full_name="Bob")
    builders.add_helper(firm, helper)
    return firm


@pytest.fixture
def verified_umkm(umkm):
    """Alice's firm, verified."""
    return builders.verify(umkm)


@pytest.fixture
def alice(umkm):
    return umkm.members.get(role="owner").user


@pytest.fixture
def bob(umkm):
    return umkm.members.get(role="helper").user


@pytest.fixture
def charlie(db):
    """Has an account of an UMKM owner, and a right to nothing in the test."""
    return builders.make_account(Role.UMKM, full_name="Charlie")


# ── Demand ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def company(db):
    """A verified company."""
    return builders.make_verified_company()


@pytest.fixture
def buyer(company):
    """The person of the verified company."""
    return company.members.get(role="owner").user


@pytest.fixture
def need(company):
    """An open need of the verified company."""
    return builders.make_need(company)


# ── Officials ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def officer(db):
    """Of the DPMPTSP: brings the two sides together."""
    return builders.make_official(Role.PARTNERSHIP_OFFICER)


@pytest.fixture
def verifier(db):
    """Of the Dinas Koperasi UKM: verifies UMKM."""
    return builders.make_official(Role.UMKM_OFFICER)


@pytest.fixture
def district_officer(db):
    """Of the kecamatan Wedi."""
    return builders.make_official(Role.DISTRICT_OFFICER, district_id="33.10.03")


@pytest.fixture
def village_officer(db):
    return builders.make_official(Role.VILLAGE_OFFICER, village_id="33.10.03.2006")


@pytest.fixture
def leader(db):
    return builders.make_official(Role.LEADER)


@pytest.fixture
def auditor(db):
    return builders.make_official(Role.AUDITOR)
