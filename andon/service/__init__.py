"""service: THE COMPOSITION. Builds each process's parts, hands them their collaborators, starts and stops them.

recorder   sources -> inboxes -> recorder -> journal; the desk      (the only writer)
forward    journal -> forwarders, each from its own cursor
web        journal -> pages, stream, API

    running     `andon run`: the watch over the three     checking    the configuration, section by section
    recording   the recorder's process                   forwarding  the process that forwards
    serving     the web's process                        writing     who may write the book
    threads     the threads of a process

May import: everything below it.
"""

from andon.service.checking import check, read
from andon.service.forwarding import forward_process
from andon.service.recording import recorder_process
from andon.service.running import run
from andon.service.serving import web_process
from andon.service.writing import OwnDesk, adopt, alone, desk

__all__ = [
    "OwnDesk",
    "adopt",
    "alone",
    "check",
    "desk",
    "forward_process",
    "read",
    "recorder_process",
    "run",
    "web_process",
]
