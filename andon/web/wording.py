"""The words of the house's own terms in the reader's language. One place, so that a stop is a stop on every page."""

from __future__ import annotations

from andon.web.language import gettext as _


def states() -> dict[str, str]:
    """What a station shows, worst first."""
    return {
        "stopped": _("Stopped"),
        "call": _("Call"),
        "no-signal": _("No signal"),
        "test": _("Test"),
        "not-watched": _("Not watched"),
        "blocked": _("Blocked"),
        "starved": _("Starved"),
        "changeover": _("Changeover"),
        "planned": _("Planned"),
        "idle": _("Idle"),
        "running": _("Running"),
    }


def answers() -> dict[str, str]:
    """Who heard a call or a stop, or comes; how sure a stop is; when a call asks for one."""
    return {
        "heard": _("heard"),
        "heard_by": _("{who} heard"),
        "coming": _("help is coming"),
        "coming_by": _("{who} is coming"),
        "arrived": _("help is there"),
        "arrived_by": _("{who} is here"),
        "asked": _("Asked to stop"),
        "still_running": _("still running"),
        "assumed": _("assumed"),
        "stops_in": _("Stops in"),
        "frozen": _("Frozen"),
        "because_of": _("because of {station}"),
    }


def standings() -> dict[str, str]:
    """How an hour stands against its target."""
    return {
        "met": _("Target met"),
        "missed": _("Target missed"),
        "ahead": _("On pace"),
        "behind": _("Behind pace"),
        "coming": _("To come"),
        "no-work": _("No work in this hour"),
    }


def stop_classes() -> dict[str, str]:
    return {
        "abnormality": _("Abnormality"),
        "planned": _("Planned stop"),
        "induced": _("Induced stop"),
        "unknown": _("Unclassified"),
    }


def categories() -> dict[str, str]:
    return {
        "equipment": _("Equipment"),
        "quality": _("Quality"),
        "material": _("Material"),
        "method": _("Method"),
        "people": _("People"),
        "safety": _("Safety"),
    }


def outcomes() -> dict[str, str]:
    """How a stop ended."""
    return {
        "cleared": _("Cleared"),
        "restarted": _("Restarted"),
        "planned": _("Planned time began"),
        "missed": _("End was missed"),
        "withdrawn": _("Withdrawn"),
        "released": _("Safety released"),
    }


def devices() -> dict[str, str]:
    """How a device is doing."""
    return {"up": _("Up"), "down": _("Silent"), "fault": _("Fault")}


def oddities() -> dict[str, str]:
    return {
        "unassigned": _("Belongs to no point"),
        "unknown-code": _("Unknown code"),
        "ignored": _("Ignored"),
        "late": _("Late"),
        "count-reset": _("Counter began again"),
        "count-quarantined": _("Count set apart"),
        "clock": _("Clock"),
        "chattering": _("Chattering cord"),
        "lamp": _("Lamp fault"),
    }


def roles() -> dict[str, str]:
    """What people may do, from the least to the most."""
    return {
        "viewer": _("Viewer"),
        "operator": _("Operator"),
        "leader": _("Leader"),
        "engineer": _("Engineer"),
        "admin": _("Admin"),
    }


def rights() -> dict[str, str]:
    """What of somebody's rights has changed."""
    return {
        "role": _("Role"),
        "areas": _("Lines"),
        "password": _("Password"),
        "pin": _("PIN"),
        "badge": _("Badge"),
        "code": _("Code"),
        "releases_safety": _("May release safety"),
        "disabled": _("Locked"),
        "erased": _("Erased"),
        "paired": _("Paired"),
        "revoked": _("Revoked"),
    }


def escalations() -> dict[str, str]:
    """Why a tier was told."""
    return {
        "raised": _("A call was raised"),
        "stopped": _("It stands"),
        "retyped": _("Another kind of call"),
        "not-acknowledged": _("Nobody has heard"),
        "not-arrived": _("Nobody has come"),
        "not-resolved": _("It does not run yet"),
        "seek-help": _("Help was asked for"),
        "nobody": _("Nobody on shift before"),
        "storm-over": _("The storm of calls is over"),
        "test": _("A test"),
    }


def notices() -> dict[str, str]:
    """What became of a message to a person."""
    return {
        "waiting": _("Waiting"),
        "bundled": _("Bundled in the storm"),
        "sent": _("Sent"),
        "failed": _("Failed"),
        "suppressed": _("Not sent"),
        "acknowledged": _("Answered"),
        "nobody": _("Nobody on shift"),
    }
