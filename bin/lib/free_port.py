"""Print the first free port of 127.0.0.1 from the given one on: free_port.py PORT"""

import errno
import socket
import sys

wanted = int(sys.argv[1])
for port in range(wanted, min(wanted + 100, 65536)):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            sys.exit(f"Port {port} cannot be used: {error.strerror}. --port N takes another one.")
    print(port)
    sys.exit()
sys.exit(f"No free port was found from {wanted} on. --port N takes another one.")
