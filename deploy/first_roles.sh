#!/usr/bin/env bash
# Makes the two roles and the database when the container of PostgreSQL starts for the first time, as
# postgresql_roles.sql does by hand.
set -euo pipefail

psql --quiet --set=ON_ERROR_STOP=1 --username=postgres \
    --set=owner="$OWNER_PASSWORD" --set=application="$APPLICATION_PASSWORD" <<'SQL'
CREATE ROLE community_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE community_application LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'application';
CREATE DATABASE community OWNER community_owner ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
REVOKE CONNECT, TEMPORARY ON DATABASE community FROM PUBLIC;
GRANT CONNECT ON DATABASE community TO community_application;
SQL
