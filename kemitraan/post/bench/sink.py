"""A mail server that takes everything and notes each Message-ID, a line each: python sink.py PORT_FILE LOG."""

import asyncio
import re
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP

_NUMBER = re.compile(rb"^Message-ID: (<[^>]+>)", re.MULTILINE | re.IGNORECASE)


class Sink:
    def __init__(self, log):
        self._log = log

    async def handle_DATA(self, server, session, envelope):
        self._log.write(_NUMBER.search(envelope.content)[1] + b"\n")
        return "250 taken"


async def serve(port_file: Path, log_file: Path) -> None:
    with log_file.open("ab", buffering=0) as log:
        sink = Sink(log)
        server = await asyncio.get_running_loop().create_server(
            lambda: SMTP(sink, hostname="localhost"), "127.0.0.1", 0
        )
        partial = port_file.with_suffix(".part")
        partial.write_text(str(server.sockets[0].getsockname()[1]))
        partial.rename(port_file)  # there as a whole or not at all
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), Path(sys.argv[2])))
