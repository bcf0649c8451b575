# The image of web, reader, worker, sweeper and beat. docker-compose.yml shows how they stand together.

FROM node:22-slim AS vendor
WORKDIR /site
COPY package.json package-lock.json .npmrc ./
COPY scripts/vendor.mjs scripts/
RUN mkdir static && node scripts/vendor.mjs

FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PBC_ENV=production PBC_VAR=/var/lib/pbc
WORKDIR /site
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt \
    && useradd --system --home-dir /var/lib/pbc --create-home --shell /usr/sbin/nologin pbc \
    && install --directory --owner pbc --mode 700 /var/backups/pbc
COPY . .
COPY --from=vendor /site/static/vendor static/vendor
# The values of this line are read by nobody: collecting files needs no secret and no server.
RUN SECRET_KEY=none-is-needed-to-collect-the-files DATABASE_URL=postgres://none/none REDIS_URL=redis://none PBC_HOSTS=none \
    python manage.py collectstatic --no-input
USER pbc
VOLUME /var/lib/pbc
EXPOSE 8000
CMD ["gunicorn", "pbc.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", \
     "--timeout", "60", "--keep-alive", "75", "--no-control-socket", "--preload", \
     "--access-logfile", "-", "--logger-class", "pbc.access_log.Logger"]
