"""GET: files for spreadsheets and programs, made by a process of their own and handed on as they come."""

from __future__ import annotations

from threading import BoundedSemaphore

from apiflask import APIBlueprint
from flask import Response
from werkzeug.exceptions import ServiceUnavailable

from andon.base.errors import CommandRejected
from andon.web import access
from andon.web.api.schemas import StopsQuery
from andon.web.exports.making import MIMES, formats, wanted
from andon.web.exports.program import Exporting
from andon.web.parts import parts

AT_ONCE = 2  # each takes a core for as long as it lasts, and two are all that an edge has
RETRY_AFTER_S = 10

blueprint = APIBlueprint("exporting", __name__, url_prefix="/api/v1", tag="Looking")
_places = BoundedSemaphore(AT_ONCE)


class ExportQuery(StopsQuery):
    """The filters of the history. Calls and kaizens know time and place; what they do not know is not asked."""


@blueprint.get("/export/<what>.<format>")
@blueprint.input(ExportQuery, location="query")
@blueprint.doc(responses={200: "The file, streamed", 503: "As many exports as may be are being made"})
@access.everyone
def export(what: str, format: str, query_data: ExportQuery) -> Response:
    """Stops, calls, counts or kaizens as csv, xlsx or parquet, oldest first; instants carry their offset."""
    asked = wanted(what, format, query_data.window(), parts().clock.now())
    if asked.format not in formats():
        raise CommandRejected("Parquet needs PyArrow: pip install 'andon[parquet]'; CSV and XLSX need nothing")
    if not _places.acquire(blocking=False):
        raise ServiceUnavailable(f"{AT_ONCE} exports are being made already; ask again", retry_after=RETRY_AFTER_S)
    try:
        made = Exporting(parts().reader.path, asked)
    except BaseException:
        _places.release()
        raise
    answer = Response(iter(made), content_type=MIMES[asked.format])
    answer.call_on_close(made.close)
    answer.call_on_close(_places.release)
    answer.headers["Content-Disposition"] = f'attachment; filename="andon-{what}.{format}"'
    return answer
