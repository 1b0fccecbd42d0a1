"""tls: the edge as its own certificate authority, so that a shop without one has HTTPS.

In: the names this edge is called by. Out: `ca.key`, `ca.crt` and `server.pem` in a folder of the data folder.

    authority  what is signed, as values: no file, no clock      kept  the files, made and read

May import: base. The web serves `server.pem`, /connect shows `ca.crt`; `andon cert` makes them.
"""
