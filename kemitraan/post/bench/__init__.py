"""Measured: many letters to a real mail server on this machine, while the worker that carries them is killed again and again.

deliver   writes letters, starts server and worker, kills, counts what arrived for each key
sink      the mail server, a process of its own that notes what it took
worker    the project's Celery worker on the database of this run
"""
