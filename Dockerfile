# The site in a container. Three stages: the frontend, the Python packages, and what runs.

FROM node:24-bookworm-slim AS frontend
WORKDIR /frontend
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM python:3.11-slim-bookworm AS packages
WORKDIR /packages
COPY requirements.txt ./
RUN python -m venv /opt/packages \
    && /opt/packages/bin/pip install --no-cache-dir --require-hashes --requirement requirements.txt

FROM python:3.11-slim-bookworm
# Debian keeps only the newest version of a package, so a pinned one would soon be gone.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        fonts-liberation libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin commissioning
WORKDIR /app
ENV PATH=/opt/packages/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=commissioning.settings
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
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-m", "commissioning.healthcheck"]
CMD ["gunicorn", "--config", "python:commissioning.gunicorn", "--bind", "0.0.0.0:8000", "commissioning.wsgi"]
