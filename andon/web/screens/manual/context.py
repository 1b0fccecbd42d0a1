"""What the manual is given: each address with its parameters, its body and its answer, from OpenAPI."""

from __future__ import annotations

import json
from typing import Any

METHODS = ("get", "post")


def manual_context(spec: Any) -> dict[str, Any]:
    operations = [
        _operation(path, method, said)
        for path, methods in sorted(spec["paths"].items())
        for method, said in methods.items()
        if method in METHODS
    ]
    schemas = spec["components"]["schemas"]
    forms = {name: json.dumps(form, indent=2, ensure_ascii=False) for name, form in sorted(schemas.items())}
    return {"operations": operations, "forms": forms}


def _operation(path: str, method: str, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": path,
        "method": method.upper(),
        "summary": said.get("summary", ""),
        "description": said.get("description", ""),
        "scopes": [scope for need in said.get("security", []) for scope in need.get("token", [])],
        "parameters": [_parameter(each) for each in said.get("parameters", [])],
        "body": _form_of(said.get("requestBody")),
        "answers": {code: _form_of(answer) for code, answer in said["responses"].items() if code != "default"},
    }


def _parameter(said: dict[str, Any]) -> dict[str, Any]:
    return {"name": said["name"], "where": said["in"], "text": said.get("description", "")}


def _form_of(said: dict[str, Any] | None) -> str:
    """The name of the form that a body or an answer has."""
    for content in (said or {}).get("content", {}).values():
        return str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]
    return ""
