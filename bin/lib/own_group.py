"""Become a command in a process group of its own, out of reach of Ctrl-C: own_group.py COMMAND ..."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # of Linux' prctl

os.setpgid(0, 0)
# A shell lets its background processes ignore SIGINT, and what is ignored stays ignored.
signal.signal(signal.SIGINT, signal.SIG_DFL)
if sys.platform == "linux":
    # A script that is killed cannot end what it started: the kernel does it.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
try:
    os.execvp(sys.argv[1], sys.argv[1:])
except OSError as error:
    sys.exit(f"{sys.argv[1]}: {error.strerror}")
