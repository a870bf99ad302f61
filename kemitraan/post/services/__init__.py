"""Every write of the outbox.

writing   a letter is put into the outbox, in the caller's transaction
carrying  letters are handed to the mail server, each once
outages   the mail server does not answer: growing pauses
stopping  who wants no more letters of a kind
readers   the language in which somebody is written to
keeping   how long letters are kept
"""

from kemitraan.post.services.carrying import carry_letters, send_again
from kemitraan.post.services.stopping import start_letters, stop_letters
from kemitraan.post.services.writing import post_letter

__all__ = ["carry_letters", "post_letter", "send_again", "start_letters", "stop_letters"]
