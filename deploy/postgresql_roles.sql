-- The two roles of a PostgreSQL installation, made once by the server's superuser: psql -f deploy/postgresql_roles.sql
--
-- community_owner owns the tables and migrates; the application works as community_application, which owns nothing, so
-- that the row policies hold for it. Then, with both addresses in the environment:
--
--   MIGRATION_DATABASE_URL=postgresql+asyncpg://community_owner:...@localhost/community
--   DATABASE_URL=postgresql+asyncpg://community_application:...@localhost/community
--
--   python -m server migrate     grants the application its rights, after each migration anew
--   python -m server doctor      says whether the policies hold for the role of DATABASE_URL
--
-- The process that serves needs DATABASE_URL alone; keep the owner's address out of its environment. backup and restore
-- are the owner's.

CREATE ROLE community_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
CREATE ROLE community_application LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
\password community_owner
\password community_application
CREATE DATABASE community OWNER community_owner ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0;
REVOKE CONNECT, TEMPORARY ON DATABASE community FROM PUBLIC;
GRANT CONNECT ON DATABASE community TO community_application;
