"""The race of the bench in small: eight people press at once on two MoUs, through the pages."""

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from partnerships.bench.racing import WAVES, audit, prepare, take_away
from partnerships.models import Mou, Paper, Signature

pytestmark = pytest.mark.django_db(transaction=True)


def press_all(acts) -> Counter:
    begin, found = Barrier(len(acts)), Counter()

    def press(act):
        client = Client()
        client.force_login(act.user)
        given = dict(act.fields)
        if act.scan:
            given["upload"] = SimpleUploadedFile("scan.pdf", act.scan, "application/pdf")
        begin.wait(30)
        try:
            found[client.post(act.path, given).status_code] += 1
        finally:
            connection.close()

    threads = [Thread(target=press, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def test_nothing_is_lost_or_done_twice():
    races = prepare(2)
    for wave in WAVES:
        acts = [act for race in races for act in wave(race)]
        statuses = press_all(acts)
        assert sum(statuses.values()) == len(acts)
        assert not [status for status in statuses if status >= 500]
        assert statuses[302] >= len(races), wave.__name__
    assert audit(races) == {"broken": 0, "twice": 0, "lost": 0}
    take_away(races)
    assert not Mou.objects.exists()
    assert not Paper.objects.exists()
    assert not Signature.objects.exists()


def test_the_audit_sees_what_is_wrong():
    (race,) = prepare(1)
    assert audit([race])["lost"] == 3
    race.mou.changes.create(verb="run", source="signed", target="running")
    assert audit([race])["broken"] == 1
