"""How the web server runs: gunicorn reads this file by itself, in the container, in the demo and in the benches alike."""

worker_class = "gthread"
workers = 2
threads = 2
control_socket_disable = True

# Each connection brings one request, and a worker takes no more of them than it has threads. What waits, waits in the kernel for
# the worker that is free first. Connections that are kept stay with the worker that took them: of eight, one may have seven.
keepalive = 0
worker_connections = threads
