"""OpenAPI 3.1: what the framework does not find out by itself, and a page that needs no internet."""

from __future__ import annotations

from typing import Any

from apiflask import APIFlask

from andon.web import access
from andon.web.api.schemas import ProblemOut, SignalsIn

_REF = "#/components/schemas/{model}"
_METHODS = ("get", "post", "put", "patch", "delete")


def describe(app: APIFlask) -> None:
    app.config["SECURITY_SCHEMES"] = {"token": {"type": "http", "scheme": "bearer"}}
    app.config["VALIDATION_ERROR_STATUS_CODE"] = 400
    app.config["AUTO_VALIDATION_ERROR_RESPONSE"] = False
    app.config["AUTO_404_RESPONSE"] = False
    app.config["AUTO_SERVERS"] = False
    app.spec_processor(lambda spec: _completed(app, spec))


def _completed(app: APIFlask, spec: dict[str, Any] | str) -> dict[str, Any] | str:
    if isinstance(spec, str):  # only when YAML was asked for, which nobody does here
        return spec
    _add_forms(spec)
    _add_signals_body(spec)
    _add_stream_parameters(spec)
    _add_problems_and_scopes(app, spec)
    return spec


def _add_forms(spec: dict[str, Any]) -> None:
    forms = spec.setdefault("components", {}).setdefault("schemas", {})
    for model in (ProblemOut, SignalsIn):
        form = model.model_json_schema(ref_template=_REF)
        forms.update(form.pop("$defs", {}))
        forms[model.__name__] = form


def _add_signals_body(spec: dict[str, Any]) -> None:
    content = {"application/json": {"schema": {"$ref": _REF.format(model="SignalsIn")}}}
    spec["paths"]["/api/v1/signals"]["post"]["requestBody"] = {"required": True, "content": content}


def _add_stream_parameters(spec: dict[str, Any]) -> None:
    text = {"type": "string"}
    spec["paths"]["/api/v1/stream"]["get"]["parameters"] = [
        {"name": "line", "in": "query", "required": False, "schema": text},
        {"name": "Last-Event-ID", "in": "header", "required": False, "schema": text},
    ]


def _add_problems_and_scopes(app: APIFlask, spec: dict[str, Any]) -> None:
    scopes = _scopes(app)
    for path, operations in spec["paths"].items():
        for method in _METHODS:
            if operation := operations.get(method):
                operation["responses"]["default"] = _problem()
                if scope := scopes.get((path, method)):
                    operation["security"] = [{"token": [scope]}]


def _problem() -> dict[str, Any]:
    schema = {"$ref": _REF.format(model="ProblemOut")}
    return {"description": "What went wrong", "content": {"application/problem+json": {"schema": schema}}}


def _scopes(app: APIFlask) -> dict[tuple[str, str], str]:
    """(path, method) -> the scope it needs."""
    found = {}
    for rule in app.url_map.iter_rules():
        wanted = access.declared(app, rule.endpoint)
        if wanted and (scope := wanted.scope):
            path = str(rule).replace("<int:", "{").replace("<", "{").replace(">", "}")
            found.update({(path, method.lower()): scope for method in rule.methods or ()})
    return found
