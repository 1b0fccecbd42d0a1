"""assets: what all screens share: the frame of a page, colours and sizes, shapes, the live connection.

In: nothing. Out: `templates/` (layout, tile, trouble), `static/` (CSS, ES modules; no library, no bundler).
`sound.js` is what a page lets hear, `melodies.js` its notes, `live.js` the stream, `servertime.js` the edge's clock.
May import: flask. Files are served from `static/` alone.
"""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("assets", __name__, static_folder="static", template_folder="templates", url_prefix="/assets")
