"""Every command, in the order of the help; each command's own module says what it does."""

import typer

from server.administration import create_admin, doctor, export_schema, migrate, tick
from server.audit_command import audit
from server.backup_commands import backup, restore
from server.calibrate_command import calibrate
from server.evaluation import evaluate
from server.learn_command import learn
from server.list_commands import export_command, import_command
from server.match_command import match
from server.models_command import models
from server.plan_command import plan
from server.role_command import grant_application_role
from server.serving import demo, serve
from server.webhooks_command import webhooks


def register(app: typer.Typer) -> None:
    """Add every command to the application."""
    app.command("serve")(serve)
    app.command("demo")(demo)
    app.command("create-admin")(create_admin)
    app.command("migrate")(migrate)
    app.command("grant-application-role")(grant_application_role)
    app.command("import")(import_command)
    app.command("export")(export_command)
    app.command("match")(match)
    app.command("plan")(plan)
    app.command("learn")(learn)
    app.add_typer(models, name="models")
    app.command("calibrate")(calibrate)
    app.command("evaluate")(evaluate)
    app.add_typer(audit, name="audit")
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.add_typer(webhooks, name="webhooks")
    app.command("tick")(tick)
    app.command("doctor")(doctor)
    app.command("export-schema")(export_schema)
