#!/usr/bin/env bash
# The site as docker-compose.yml has it, on one machine without Docker: nginx with TLS, two webs,
# reader, worker, sweeper and beat, the PostgreSQL and the Redis of Debian; and journeys through it.
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/own-cluster.sh

# The roles as docker/roles.sh makes them.
POSTGRES_USER=$PGUSER PBC_OWNER_PASSWORD=owner PBC_APP_PASSWORD=app sh docker/roles.sh

export PBC_REHEARSE=1 PBC_REHEARSE_PGPORT=$PGPORT
unset PGHOST PGUSER PGPASSWORD PGDATABASE PGPORT
.venv/bin/python -m pytest -q -p no:cacheprovider tests/production "$@"
