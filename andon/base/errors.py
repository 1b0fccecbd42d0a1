"""The errors of the house. Each says whose fault it is and whether trying again helps.

AndonError
├── ConfigError        the files of the plan: every problem with its place   (edit the file, then again)
├── BadInput           what a device or program sent                         (never as it is)
├── CommandRejected    what a person asked cannot be done now                (read the reason)
│   └── NothingThere   it is about something that is not there               (never as it is)
├── StorageFailed      the disk refused                                      (the process ends; again helps)
├── JournalDamaged     the book does not agree with itself                   (restore a backup)
├── ServiceBusy        another process holds the data folder                 (stop it first)
├── DeskUnavailable    the recorder does not answer                          (again helps)
└── DeliveryFailed     a far end did not take a batch                        (`permanent` says)
"""

from __future__ import annotations

from dataclasses import dataclass


class AndonError(Exception):
    """Base of all errors that are ours to explain; `str()` of it is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a configuration file: where, what, and what would be right."""

    file: str
    section: str
    key: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}: [{self.section}]" + (f" {self.key}" if self.key else "")
        return f"{place}: {self.wrong}; {self.remedy}"


class ConfigError(AndonError):
    """All problems of a configuration at once, so that they are mended in one go."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class BadInput(AndonError):
    """A device or a program sent something that has no meaning; it is set aside with this reason."""


class CommandRejected(AndonError):
    """A command that the present state does not allow.

    `conflict` is true when somebody else was first: the answer then is 409, not 422; `who` it was and `at` when
    (microseconds, UTC), where that is known.
    """

    def __init__(self, reason: str, *, conflict: bool = False, who: str = "", at: int | None = None) -> None:
        self.reason = reason
        self.conflict = conflict
        self.who, self.at = who, at
        super().__init__(reason)


class NothingThere(CommandRejected):
    """A command about a call, a stop or a trigger that the book does not have."""


class StorageFailed(AndonError):
    """The disk or the file refused. `is_full`: for want of room, which is waited for; else the process ends."""

    def __init__(self, reason: str, *, is_full: bool = False) -> None:
        self.is_full = is_full
        super().__init__(reason)


class JournalDamaged(AndonError):
    """The journal or a view is not what it should be; the text names the place."""


class ServiceBusy(AndonError):
    """Another process holds the data folder."""


class DeskUnavailable(AndonError):
    """The recorder did not answer. Whether it wrote is not sure; with its key the same request may be repeated.

    `may_be_done`: at the desk it is known that it was taken; where it was not, it is not done and will not be.
    """

    def __init__(self, reason: str, *, may_be_done: bool = False) -> None:
        self.may_be_done = may_be_done
        super().__init__(reason)


class DeliveryFailed(AndonError):
    """A far end did not take a batch. `permanent`: it never will, set it aside; otherwise wait and repeat."""

    def __init__(self, reason: str, *, permanent: bool, retry_after_s: float | None = None) -> None:
        self.permanent = permanent
        self.retry_after_s = retry_after_s
        super().__init__(reason)
