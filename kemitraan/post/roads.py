"""Ways on which letters leave: one connection carries many.

A letter goes in two steps, so that its carrier can note the second before it is taken: `announce` names the address, which may
be refused while nothing has happened yet; `hand_over` gives the text, after which only the server's answer tells what became of
it. SMTP is spoken here step by step (RFC 5321); any other mail backend of Django (files in the demo) has the second only.
"""

import re
import smtplib
from contextlib import contextmanager, suppress

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.core.mail.message import sanitize_address


class RoadClosed(Exception):
    """The server takes nothing now. It has not got this letter."""


class AnswerLost(Exception):
    """The connection broke after the text began to go: nobody knows whether the letter arrived."""


class NotNow(Exception):
    """This letter is refused for the time being (4xx)."""


class NeverThere(Exception):
    """This letter is refused for good (5xx); `is_bad_address`: because nobody lives there."""

    def __init__(self, answer: str, *, is_bad_address: bool):
        super().__init__(answer)
        self.is_bad_address = is_bad_address


@contextmanager
def open_road():
    """A connection to wherever EMAIL_BACKEND leads. Raises RoadClosed."""
    backend = get_connection()
    speaks_smtp = isinstance(backend, SmtpBackend)
    try:
        backend.open()
        if speaks_smtp:
            backend.connection.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException) as error:  # no network, no TLS, wrong password
        with suppress(OSError, smtplib.SMTPException):
            backend.close()
        raise RoadClosed(_said(error)) from error
    try:
        yield SmtpRoad(backend.connection) if speaks_smtp else Road(backend)
    finally:
        with suppress(OSError, smtplib.SMTPException):  # it was broken before
            backend.close()


class Road:
    def __init__(self, backend):
        self._backend = backend

    def announce(self, message: EmailMessage) -> None:
        """There is no one to ask."""

    def hand_over(self, message: EmailMessage) -> str:
        try:
            self._backend.send_messages([message])
        except OSError as error:  # a full disk; a file is written or it is not
            raise RoadClosed(_said(error)) from error
        return ""


class SmtpRoad:
    def __init__(self, server: smtplib.SMTP):
        self._server = server

    def announce(self, message: EmailMessage) -> None:
        charset = message.encoding or "utf-8"
        try:
            code, text = self._server.mail(sanitize_address(message.from_email, charset))
            if code != 250:  # our own address: no letter would go
                raise RoadClosed(_answer(code, text))
            code, text = self._server.rcpt(sanitize_address(message.to[0], charset))
        except (OSError, smtplib.SMTPException) as error:
            raise RoadClosed(_said(error)) from error
        if code not in (250, 251):
            self._forget()
            _refuse(code, text, at_address=True)

    def hand_over(self, message: EmailMessage) -> str:
        try:
            code, text = self._server.data(message.message().as_bytes(linesep="\r\n"))
        except smtplib.SMTPDataError as error:  # refused before the text went
            code, text = error.smtp_code, error.smtp_error
        except (OSError, smtplib.SMTPException) as error:
            raise AnswerLost(_said(error)) from error
        if code != 250:
            self._forget()
            _refuse(code, text, at_address=False)
        return _answer(code, text)

    def _forget(self) -> None:
        with suppress(OSError, smtplib.SMTPException):  # the next letter will find it broken
            self._server.rset()


#: Answers that speak of the address: no such mailbox, moved, impossible name (RFC 5321, 4.2.3), or X.1.x of RFC 3463.
_ABOUT_ADDRESS = {550, 551, 553}


def _refuse(code: int, text: bytes, *, at_address: bool) -> None:
    answer = _answer(code, text)
    if code == 421:  # "closing transmission channel"
        raise RoadClosed(answer)
    if code < 500:
        raise NotNow(answer)
    detail = re.match(rb"5\.(\d+)\.\d+", text)
    about_address = detail[1] == b"1" if detail else code in _ABOUT_ADDRESS
    raise NeverThere(answer, is_bad_address=at_address and about_address)


def _answer(code: int, text: bytes) -> str:
    return f"{code} {text.decode('utf-8', 'replace')}"[:250]


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return _answer(error.smtp_code, text if isinstance(text, bytes) else str(text).encode())
    return (str(error) or type(error).__name__)[:250]
