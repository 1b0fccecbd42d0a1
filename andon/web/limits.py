"""What a request may cost before anyone reads it: its size and how deep its JSON is nested."""

from __future__ import annotations

import re

from flask import request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from andon.base.errors import BadInput

BODY_MAX_BYTES = 1_000_000
DEPTH_MAX = 16  # the deepest agreed form has 3; recursion in a parser begins to cost at some hundreds
_BRACKET_OR_TEXT = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
"""A text that never ends is taken to the end of the body, so that the search stays linear."""


def check() -> None:
    """Before each request that may carry JSON. Raises 400 and 413; a size that was stated the framework checks."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    body = request.get_data(cache=True)
    if len(body) >= BODY_MAX_BYTES and request.content_length is None:  # of chunks the framework silently takes so many
        raise RequestEntityTooLarge
    if depth(body) > DEPTH_MAX:
        raise BadRequest(f"the JSON is nested deeper than {DEPTH_MAX} levels, which no agreed form is")


def depth(body: bytes) -> int:
    """How deep the brackets go outside of texts; counting ends one past the limit."""
    deepest = level = 0
    for found in _BRACKET_OR_TEXT.finditer(body):
        token = found.group()
        if token in b"[{":
            level += 1
            deepest = max(deepest, level)
            if deepest > DEPTH_MAX:
                break
        elif token in b"]}":
            level -= 1
    return deepest


def text_of_body() -> str:
    """The body as text. BadInput when it is none."""
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"the body is not UTF-8 (byte {error.start})") from error
