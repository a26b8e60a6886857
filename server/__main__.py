"""The command line: python -m server."""

import typer

from server.commands import register

app = typer.Typer(
    name="server",
    help="社区合伙人：需求、资源、项目三张清单的服务端。 Community partners: the server.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
register(app)

if __name__ == "__main__":
    app()
