"""Started once, shared by all, stopped when nobody uses them, and no row lost when a process is killed."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys

import pytest

from kemitraan import embedded


def test_eight_starters_at_once_make_one_server_of_each_kind(place):
    place.stop()
    shutil.rmtree(place.var / "postgres", ignore_errors=True)  # they make the data too
    starters = [place.begin(sys.executable, "-m", "kemitraan.embedded", "start") for _ in range(8)]
    for starter in starters:
        with starter:
            said, _ = starter.communicate(timeout=60)
        assert starter.returncode == 0, said
    log = (place.var / "postgres.log").read_text()
    assert "already" not in log
    assert place.sql("SELECT 1") == [(1,)]
    first = [place.pid(server) for server in embedded.BOTH]
    place.start()
    assert [place.pid(server) for server in embedded.BOTH] == first


def test_data_are_kept_between_runs(place):
    place.start()
    place.sql("CREATE TABLE kept AS SELECT 'lurik' AS word")
    with place.redis() as client:
        client.set("kept", "batik")
    place.stop()
    place.start()
    assert place.sql("SELECT word FROM kept") == [("lurik",)]
    with place.redis() as client:
        assert client.get("kept") == b"batik"


def test_servers_are_left_running_while_somebody_uses_them(place):
    with place.begin_to_use() as one, place.begin_to_use() as another:
        one.communicate()
        assert "still used" in place.embedded("stop")[1]
        assert place.running() == {"postgres", "valkey"}
        another.communicate()
    assert "are stopped" in place.embedded("stop")[1]
    assert place.embedded("status") == (0, "postgres: stopped\nvalkey: stopped\n")


def test_servers_outlive_their_killed_starter_and_its_lease_does_not(place):
    with place.begin_to_use() as starter:
        starter.kill()
    assert place.running() == {"postgres", "valkey"}
    assert place.stop()
    assert place.running() == set()


def test_killed_servers_come_back_with_what_they_had_promised(place):
    place.start()
    place.sql("CREATE TABLE promised AS SELECT generate_series(1, 1000) AS n")
    with place.redis() as client:
        client.rpush("promised", *range(1000))
    place.kill(embedded.POSTGRES)
    place.kill(embedded.VALKEY)
    place.start()
    assert place.sql("SELECT count(*) FROM promised") == [(1000,)]
    with place.redis() as client:
        assert client.llen("promised") == 1000


@pytest.mark.parametrize("verb", ["start", "stop"])
def test_starting_and_stopping_wait_for_whoever_is_at_it(place, verb):
    place.start()
    with open(place.var / "embedded.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = place.begin(sys.executable, "-m", "kemitraan.embedded", verb)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1)
    with process:
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said


@pytest.mark.parametrize("server", embedded.BOTH)
def test_a_server_that_does_not_answer_yet_is_waited_for_and_not_started_twice(place, server):
    place.start()
    pid = place.pid(server)
    os.kill(pid, signal.SIGSTOP)
    with place.begin(sys.executable, "-m", "kemitraan.embedded", "start") as starter:
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                starter.wait(2)
        finally:
            os.kill(pid, signal.SIGCONT)
        said, _ = starter.communicate(timeout=60)
    assert starter.returncode == 0, said
    assert place.pid(server) == pid


def test_a_command_finds_the_servers_and_leaves_none_behind(place):
    question = f"test -S '{place.socket_dir}/.s.PGSQL.5432' && exit 7"
    assert place.embedded("run", "--", "sh", "-c", question) == (7, "")
    assert place.running() == set()
