"""The log as lines of JSON, Chinese as it is written, each line of a request with the request's id."""

import logging
from datetime import UTC, datetime
from typing import Any

import orjson

from server.door.noting import CURRENT


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record: when, how grave, who says it, of which request, what, and the trace."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "request": CURRENT.get() or None,
            "message": record.getMessage(),
            **getattr(record, "told", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def log_settings(*, requests: bool) -> dict[str, Any]:
    """Return how the process logs, for `logging.config`: to stderr, a line for each request if they are wanted."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": JsonLines}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"level": "WARNING", "handlers": ["lines"]},
        "loggers": {"server.request_log": {"level": "INFO" if requests else "WARNING"}},
    }
