"""row security.

The second lock on private tables, for PostgreSQL: a session that does not say on whose behalf it speaks sees no row of
them, and one that speaks for a person sees what resolvers/access.py lets that person see. SQLite has no such thing.
"""

from collections.abc import Iterator, Sequence

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FUNCTIONS = {
    "community_purpose()": """
        RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
        RETURN coalesce(current_setting('community.purpose', true), '')
    """,
    "community_person()": """
        RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        RETURN nullif(current_setting('community.person_id', true), '')::uuid
    """,
    "community_moment()": """
        RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
        RETURN coalesce(nullif(current_setting('community.moment', true), '')::timestamptz, now())
    """,
    # The regions in which the person holds one of some roles now.
    "community_paths(roles text[])": """
        RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
        RETURN (
            SELECT coalesce(array_agg(region.path), '{}')
            FROM role_grant JOIN region ON region.id = role_grant.region_id
            WHERE role_grant.person_id = community_person() AND role_grant.role = ANY (roles)
              AND role_grant.valid_from <= community_moment()
              AND (role_grant.valid_until IS NULL OR role_grant.valid_until > community_moment())
        )
    """,
    # The partners the person speaks for now.
    "community_partners()": """
        RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
        RETURN (
            SELECT coalesce(array_agg(partner_id), '{}') FROM partner_contact
            WHERE person_id = community_person() AND ("until" IS NULL OR "until" > community_moment())
        )
    """,
}

# Each stands in a query of its own, so that it is asked once in a statement and not once a row.
ME = "(SELECT community_person())"
SYSTEM = "(SELECT community_purpose()) = 'system'"
DOOR = "(SELECT community_purpose()) IN ('system', 'door')"
PARTNERS = "ANY ((SELECT community_partners())::uuid[])"


def _paths(*roles: str) -> str:
    listed = ", ".join(f"'{role}'" for role in roles)
    return f"ANY ((SELECT community_paths(ARRAY[{listed}]))::text[])"


STAFF = _paths("COMMUNITY_STAFF")
READERS = _paths("COMMUNITY_STAFF", "GRID_WORKER")
ENTERING = _paths("COMMUNITY_STAFF", "GRID_WORKER", "ADMINISTRATOR")

LIVES_IN = """EXISTS (
    SELECT 1 FROM person JOIN region ON region.id = person.region_id
    WHERE person.id = person_private.person_id AND region.path ^@ {paths}
)"""
IS_MINE = f"person_private.person_id = {ME}"
LIVES_WITH_MY_STAFF = LIVES_IN.format(paths=STAFF)
SPEAKS_FOR_ONE_THAT_WAS_ASKED = f"""EXISTS (
    SELECT 1 FROM partner_contact JOIN dispatch ON dispatch.partner_id = partner_contact.partner_id
    WHERE partner_contact.person_id = person_private.person_id AND dispatch.region_path ^@ {STAFF}
)"""
HAS_A_NEED_I_READ = f"""EXISTS (
    SELECT 1 FROM need WHERE need.for_person_id = person_private.person_id
    AND (need.raised_by = {ME} OR need.region_path ^@ {READERS})
)"""

IS_A_NEED_I_READ = f"""EXISTS (
    SELECT 1 FROM need WHERE need.id = need_private.need_id AND (
        need.raised_by = {ME} OR need.for_person_id = {ME} OR need.for_partner_id = {PARTNERS}
        OR need.region_path ^@ {READERS}
    )
)"""
IS_ONE_I_HELP_WITH = f"""EXISTS (
    SELECT 1 FROM dispatch WHERE dispatch.need_id = need_private.need_id AND (
        (dispatch.partner_id = {PARTNERS} AND dispatch.status IN ('TAKEN', 'UNDER_WAY'))
        OR dispatch.region_path ^@ {STAFF}
    )
)"""

OF_MY_ACCOUNT = f"account_id IN (SELECT account.id FROM account WHERE account.person_id = {ME})"

SELECT, INSERT, UPDATE, DELETE = "SELECT", "INSERT", "UPDATE", "DELETE"

POLICIES: dict[str, dict[str, tuple[str, ...]]] = {
    "person_private": {
        SELECT: (SYSTEM, IS_MINE, LIVES_WITH_MY_STAFF, SPEAKS_FOR_ONE_THAT_WAS_ASKED, HAS_A_NEED_I_READ),
        # Whoever speaks for a partner invites colleagues, wherever they live.
        INSERT: (SYSTEM, IS_MINE, LIVES_IN.format(paths=ENTERING), "cardinality((SELECT community_partners())) > 0"),
        UPDATE: (SYSTEM, IS_MINE, LIVES_WITH_MY_STAFF),
        DELETE: (SYSTEM, IS_MINE),
    },
    "need_private": {
        SELECT: (SYSTEM, IS_A_NEED_I_READ, IS_ONE_I_HELP_WITH),
        INSERT: (SYSTEM, IS_A_NEED_I_READ),
        UPDATE: (SYSTEM, IS_A_NEED_I_READ),
        DELETE: (SYSTEM, IS_A_NEED_I_READ),
    },
    "contact_view": {
        SELECT: (SYSTEM, f"person_id = {ME}", f"viewed_by = {ME}"),
        INSERT: (SYSTEM, f"viewed_by = {ME}"),
        DELETE: (SYSTEM,),
    },
    "account": {
        SELECT: (DOOR, f"person_id = {ME}"),
        INSERT: (DOOR,),
        UPDATE: (DOOR, f"person_id = {ME}"),
        DELETE: (SYSTEM, f"person_id = {ME}"),
    },
    "sign_in": {
        SELECT: (DOOR, OF_MY_ACCOUNT),
        INSERT: (DOOR,),
        UPDATE: (DOOR, OF_MY_ACCOUNT),
        DELETE: (SYSTEM, OF_MY_ACCOUNT),
    },
    "machine_token": {
        SELECT: (DOOR, OF_MY_ACCOUNT),
        INSERT: (SYSTEM, OF_MY_ACCOUNT),
        UPDATE: (SYSTEM, OF_MY_ACCOUNT),
        DELETE: (SYSTEM, OF_MY_ACCOUNT),
    },
    "mailbox": {
        SELECT: (DOOR, f"person_id = {ME}"),
        INSERT: (SYSTEM, f"person_id = {ME}"),
        UPDATE: (DOOR, f"person_id = {ME}"),
        DELETE: (SYSTEM, f"person_id = {ME}"),
    },
    "notification": {
        SELECT: (SYSTEM, f"person_id = {ME}"),
        INSERT: (SYSTEM,),
        UPDATE: (SYSTEM, f"person_id = {ME}"),
        DELETE: (SYSTEM, f"person_id = {ME}"),
    },
    "message": {
        SELECT: (SYSTEM, f"person_id = {ME}"),
        INSERT: (SYSTEM, f"person_id = {ME}"),
        UPDATE: (SYSTEM,),
        DELETE: (SYSTEM, f"person_id = {ME}"),
    },
    "sign_in_attempt": {SELECT: (DOOR,), INSERT: (DOOR,), UPDATE: (DOOR,), DELETE: (DOOR,)},
    "invitation": {
        SELECT: (DOOR, f"person_id = {ME}", f"invited_by = {ME}"),
        INSERT: (SYSTEM, f"invited_by = {ME}"),
        UPDATE: (DOOR,),
        DELETE: (SYSTEM, f"person_id = {ME}"),
    },
    "idempotency": {
        SELECT: (SYSTEM, f"person_id = {ME}"),
        INSERT: (SYSTEM, f"person_id = {ME}"),
        UPDATE: (SYSTEM, f"person_id = {ME}"),
        DELETE: (SYSTEM, f"person_id = {ME}"),
    },
}


def _policies() -> Iterator[str]:
    for table, actions in POLICIES.items():
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        for action, conditions in actions.items():
            either = " OR ".join(conditions)
            using = "" if action == INSERT else f" USING ({either})"
            check = f" WITH CHECK ({either})" if action in {INSERT, UPDATE} else ""
            yield f"CREATE POLICY {table}_{action.lower()} ON {table} FOR {action}{using}{check}"


def upgrade() -> None:
    """Make the functions and the policies."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for signature, body in FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {signature} {body}")
    for statement in _policies():
        op.execute(statement)


def downgrade() -> None:
    """Drop the policies and the functions."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, actions in POLICIES.items():
        for action in actions:
            op.execute(f"DROP POLICY {table}_{action.lower()} ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    for signature in reversed(FUNCTIONS):
        op.execute(f"DROP FUNCTION {signature.replace('roles ', '')}")
