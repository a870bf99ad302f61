"""A mail server of our own on 127.0.0.1, which keeps what it gets and refuses what a test wants refused."""

from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from kemitraan.post import kinds
from kemitraan.post.kinds import register_kind


class Sink:
    """`refusals` maps an address to the answer that it gets; `texts` a subject to the answer to its text."""

    def __init__(self):
        self.mails, self.refusals, self.texts, self.connections = [], {}, {}, 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        if mail["Subject"] in self.texts:
            return self.texts[mail["Subject"]]
        mail.came_to = envelope.rcpt_tos
        self.mails.append(mail)
        return "250 taken"


class AnyPort(Controller):
    """Listens where the system has room."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mail_server(settings):
    sink = Sink()
    controller = AnyPort(sink, hostname="127.0.0.1", port=0)
    controller.start()
    sink.stop = controller.stop
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    yield sink
    if controller.server is not None:
        controller.stop()


@pytest.fixture(autouse=True)
def _a_kind_that_can_be_stopped():
    register_kind("test_news", "Kabar")
    yield
    kinds._kinds.pop("test_news")
