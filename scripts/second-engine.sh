#!/usr/bin/env bash
# Run part of the tests against the system's PostgreSQL and Redis, reached by DATABASE_URL and
# REDIS_URL as on a production site: over TCP, with passwords, with two roles.
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/own-cluster.sh

psql --quiet --set=ON_ERROR_STOP=1 --dbname=postgres <<'SQL'
CREATE ROLE pbc_owner LOGIN CREATEDB PASSWORD 'owner';
CREATE ROLE pbc_app LOGIN PASSWORD 'app';
GRANT pbc_app TO pbc_owner;
CREATE DATABASE pbc OWNER pbc_owner;
SQL

folder=$(mktemp -d)
redis-server --port 0 --unixsocket "$folder/redis.sock" --save '' --appendonly no >/dev/null &
redis=$!
trap 'kill "$redis"; rm -rf "$folder"' EXIT

export PBC_TEST_VAR=$folder/var
export REDIS_URL=redis+socket://$folder/redis.sock
export DATABASE_URL=postgres://pbc_app:app@localhost:$PGPORT/pbc
export DATABASE_OWNER_URL=postgres://pbc_owner:owner@localhost:$PGPORT/pbc
export PBC_TEST_SUPERUSER=postgres://$PGUSER:$PGPASSWORD@localhost:$PGPORT
unset PGHOST PGUSER PGPASSWORD PGDATABASE
.venv/bin/python manage.py migrate -v 0
.venv/bin/python manage.py check --database default
if [ $# = 0 ]; then
    set -- tests/pbc/test_database.py tests/core tests/meetings tests/budgets tests/activity
fi
.venv/bin/python -m pytest -q "$@"
