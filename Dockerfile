# The image of web, worker and beat: docker-compose.yml says which command each one runs.
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DEBUG=0 \
    STATIC_ROOT=/srv/kemitraan/static \
    MEDIA_ROOT=/srv/kemitraan/media \
    KEMITRAAN_VAR=/srv/kemitraan/var

RUN useradd --system --uid 10001 --home-dir /srv/kemitraan --create-home kemitraan
WORKDIR /srv/kemitraan/app

# Before the code: this layer is kept as long as the packages stay the same.
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY . .

# The settings refuse to start half-configured. These values are for this line alone; nothing is reached with them.
RUN DATABASE_URL=postgres://none@none/none REDIS_URL=redis://none/0 ALLOWED_HOSTS=none \
    SECRET_KEY=only-while-building-0000000000000000000000000000 \
    SEALING_KEYS=b25seS13aGlsZS1idWlsZGluZy0wMDAwMDAwMDAwMDA= FINGERPRINT_KEY=only-while-building-0000000000000000000000000000 \
    sh -c 'python -m compileall -q . && python manage.py compile_catalogues && python manage.py collectstatic --no-input' \
    && install -d -o kemitraan "$MEDIA_ROOT" "$KEMITRAAN_VAR"

USER kemitraan
EXPOSE 8000
CMD ["gunicorn", "kemitraan.wsgi", "--bind", "0.0.0.0:8000", "--worker-tmp-dir", "/dev/shm", "--access-logfile", "-"]
