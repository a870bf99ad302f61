"""The web server's entry: `gunicorn kemitraan.wsgi`."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from kemitraan import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kemitraan.settings")
embedded.ensure_running(settings.EMBEDDED_SERVERS)

application = get_wsgi_application()
