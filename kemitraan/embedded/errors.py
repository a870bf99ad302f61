"""What goes wrong with a server, said so that one knows what to do."""

from pathlib import Path


class ServerError(RuntimeError):
    """A server could not be started or stopped; the message says why and what to do."""


def tail(log: Path, lines: int = 15) -> str:
    """The end of a server's log, for an error message."""
    try:
        last = log.read_text(errors="replace").splitlines()[-lines:]
    except OSError:
        return f"(no {log})"
    return "\n".join([f"The end of {log}:", *last])
