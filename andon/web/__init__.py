"""web: what people and programs see: pages, the live stream, the API. Flask under gunicorn, one process.

In: HTTP; the book (read only); wake-ups of the recorder. Out: pages, JSON, server-sent events; asks to the desk.

    app        hangs everything together      server      gunicorn from within
    worker     a thread for what is whole     caller      a connection, listened to without one
    framing    where a request ends           limits      size and depth of what comes in
    access     who may call a route
    visits     who is at the other end        proofs      passwords, PINs, badges, codes
    presence   who stands before a tablet     tries       how often a secret may be tried
    pairing    what a leader does with devices   oidc     the plant's own accounts
    problems   what went wrong, as an answer  watching    /healthz, /metrics
    tailer     follows the book               messages    formats each change once
    ring       the last messages              stream      every screen's connection
    picture    the board as JSON              wording     words of states, classes, categories
    sounding   what pages let hear            analysing   charts as rows
    language   the reader's language          catalogues  translations/*.po, compiled in memory
    secure_door HTTPS beside HTTP         tls/        its certificates, the edge as their authority
    api/       /api/v1                        screens/    one folder per page
    exports/   files for spreadsheets
    assets/    the frame of all pages

May import: journal, projections, floor, config, ports, model, base; never runtime, sources, forwarders.
"""
