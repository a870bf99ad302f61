"""python -m kemitraan.embedded start | stop | status | run -- COMMAND"""

import argparse
import subprocess
import sys

from kemitraan.embedded import ServerError, ensure_running, status, stop, var_dir


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def start_and_say() -> int:
    ensure_running()
    say(f"PostgreSQL and Valkey are running in {var_dir()}.")
    return 0


def stop_and_say() -> int:
    if stop():
        say("PostgreSQL and Valkey are stopped.")
    else:
        say("PostgreSQL and Valkey are still used by another process: left running.")
    return 0


def say_status() -> int:
    for name, up in status().items():
        print(f"{name}: {'running' if up else 'stopped'}")
    return 0


def run(command: list[str]) -> int:
    """The exit code of a command that finds both servers running; afterwards they are stopped unless others use them."""
    ensure_running()
    try:
        return subprocess.run(command, check=False).returncode
    except (FileNotFoundError, PermissionError) as error:
        raise ServerError(f"{command[0]}: {error.strerror}") from error
    finally:
        stop()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m kemitraan.embedded")
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("start", help="start what is not running")
    verbs.add_parser("stop", help="stop both servers unless a process uses them")
    verbs.add_parser("status", help="say which server answers")
    runner = verbs.add_parser("run", help="start, run a command, stop")
    runner.add_argument("command", nargs="+", metavar="-- COMMAND")
    given = parser.parse_args()
    try:
        if given.verb == "run":
            return run(given.command)
        return {"start": start_and_say, "stop": stop_and_say, "status": say_status}[given.verb]()
    except ServerError as error:
        say(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main())
