#!/bin/sh
# Run once, when the database is made: the two roles, and a database that pbc_owner owns.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
    --set=owner="$PBC_OWNER_PASSWORD" --set=app="$PBC_APP_PASSWORD" <<'SQL'
CREATE ROLE pbc_owner LOGIN CREATEDB PASSWORD :'owner';
CREATE ROLE pbc_app LOGIN PASSWORD :'app';
CREATE DATABASE pbc OWNER pbc_owner;
SQL
