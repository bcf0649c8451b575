#!/usr/bin/env bash
# The site as docker-compose.yml has it, on one machine without Docker: nginx with TLS, two webs,
# reader, worker, sweeper and beat, the PostgreSQL and the Redis of Debian; and journeys through it.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -z "${INSIDE_PG_VIRTUALENV:-}" ]; then
    # Only one such cluster fits a machine; another run is waited for, not ended.
    for _ in $(seq 240); do
        pgrep -f pg_virtualenv >/dev/null || break
        sleep 5
    done
    if pgrep -f pg_virtualenv >/dev/null; then
        echo "Another run on the system's PostgreSQL still goes on." >&2
        exit 1
    fi
    pg_lsclusters -h | while read -r version name _; do
        [ "$name" != regress ] || pg_dropcluster --stop "$version" regress
    done
    INSIDE_PG_VIRTUALENV=1 exec pg_virtualenv bash "$0" "$@"
fi

# The roles as docker/roles.sh makes them.
POSTGRES_USER=$PGUSER PBC_OWNER_PASSWORD=owner PBC_APP_PASSWORD=app sh docker/roles.sh

export PBC_REHEARSE=1 PBC_REHEARSE_PGPORT=$PGPORT
unset PGHOST PGUSER PGPASSWORD PGDATABASE PGPORT
.venv/bin/python -m pytest -q -p no:cacheprovider tests/production "$@"
