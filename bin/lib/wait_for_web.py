"""Wait until the web server says that it is well: wait_for_web.py PORT"""

import http.client
import sys
import time

SECONDS = 60

deadline = time.monotonic() + SECONDS
answer = "no answer"
while time.monotonic() < deadline:
    connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=10)
    try:
        connection.request("GET", "/sehat/")
        response = connection.getresponse()
        if response.status == http.client.OK:
            sys.exit()
        answer = f"{response.status} {response.read(200).decode(errors='replace')}"
    except OSError as error:
        answer = error.strerror or str(error)
    finally:
        connection.close()
    time.sleep(0.2)
sys.exit(f"The web server was not well within {SECONDS} seconds: {answer}")
