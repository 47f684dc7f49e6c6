"""The type of the fixture that starts web servers; the fixture itself is in conftest."""

from __future__ import annotations

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import TypeAlias

Serve: TypeAlias = Callable[[Callable[..., BaseHTTPRequestHandler]], str]
"""Start a server with a handler; its address ends with a slash."""
