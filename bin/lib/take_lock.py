"""Lock an open file that was inherited from the shell, which keeps the lock: take_lock.py FD [--or-fail]"""

import fcntl
import sys

try:
    fcntl.flock(int(sys.argv[1]), fcntl.LOCK_EX | (fcntl.LOCK_NB if "--or-fail" in sys.argv else 0))
except BlockingIOError:
    sys.exit(1)
