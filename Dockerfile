# The site in a container. Stages: the frontend, the Python packages, the programs that copy a
# database out and in, and what runs.

FROM node:24-bookworm-slim AS frontend
WORKDIR /frontend
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM python:3.11-slim-bookworm AS packages
WORKDIR /packages
COPY requirements.txt ./
RUN python -m venv /opt/packages \
    && /opt/packages/bin/pip install --no-cache-dir --require-hashes --requirement requirements.txt

# Of the same version as the server in docker-compose.yml: Debian's own are older than it.
FROM postgres:18-bookworm AS database

FROM python:3.11-slim-bookworm
# Debian keeps only the newest version of a package, so a pinned one would soon be gone.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        fonts-liberation libpango-1.0-0 libpangoft2-1.0-0 \
        liblz4-1 libpq5 libzstd1 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin commissioning
COPY --from=database /usr/lib/postgresql/18/bin/pg_dump /usr/lib/postgresql/18/bin/pg_restore \
    /usr/lib/postgresql/18/bin/
COPY --from=database /usr/lib/*-linux-gnu/libpq.so.5* /usr/lib/postgresql/18/lib/
# They need their own library, found before Debian's. An image that could not back up is not made.
RUN echo /usr/lib/postgresql/18/lib > /etc/ld.so.conf.d/00-postgresql.conf \
    && ldconfig \
    && /usr/lib/postgresql/18/bin/pg_dump --version \
    && /usr/lib/postgresql/18/bin/pg_restore --version
WORKDIR /app
ENV PATH=/opt/packages/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=commissioning.config.settings
COPY --from=packages /opt/packages /opt/packages
COPY . .
COPY --from=frontend /frontend/node_modules/nhsuk-frontend node_modules/nhsuk-frontend
RUN python commissioning/local/frontend.py \
    && rm -rf node_modules \
    && python manage.py collectstatic --noinput --verbosity 0 \
    && install --directory --owner 10001 var
ENV PRODUCTION=1
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-m", "commissioning.config.healthcheck"]
CMD ["gunicorn", "--config", "python:commissioning.config.gunicorn", "--bind", "0.0.0.0:8000", "commissioning.config.wsgi"]
