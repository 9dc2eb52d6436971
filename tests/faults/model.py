"""What may happen to a plan, told in plain Python: the tests' own opinion, nothing of the product.

Everything that a move asks for is always given, and the plan's text is complete.
"""

import datetime as dt
from dataclasses import dataclass, field, replace

POST = {
    **dict.fromkeys(["submit", "recall", "resubmit", "resubmit_revised", "withdraw"], "drafter"),
    **dict.fromkeys(["clinic_return", "recommend"], "clinic_rep"),
    **dict.fromkeys(["pcso_return", "endorse", "decline", "pcso_withdraw"], "pcso"),
    "secretariat_return": "secretariat",
}
FROM = {
    "submit": {"draft"},
    **dict.fromkeys(["recall", "clinic_return", "recommend"], {"clinic_review"}),
    **dict.fromkeys(["pcso_return", "endorse", "decline"], {"pcso_endorsement"}),
    **dict.fromkeys(["secretariat_return", "pcso_withdraw"], {"committee_approval"}),
    **dict.fromkeys(["resubmit", "resubmit_revised"], {"returned"}),
    "withdraw": {"draft", "clinic_review", "returned", "pcso_endorsement"},
}
TO = {
    "submit": "clinic_review",
    "recall": "draft",
    **dict.fromkeys(["clinic_return", "pcso_return", "secretariat_return"], "returned"),
    "recommend": "pcso_endorsement",
    "endorse": "committee_approval",
    "decline": "declined",
    "resubmit_revised": "clinic_review",
    **dict.fromkeys(["withdraw", "pcso_withdraw"], "withdrawn"),
}
HOLDER = {
    **dict.fromkeys(["draft", "returned"], "drafter"),
    "clinic_review": "clinic_rep",
    "pcso_endorsement": "pcso",
    "committee_approval": "secretariat",
}
TELL = {
    "submit": {"clinic_rep"},
    "recall": {"clinic_rep"},
    "clinic_return": {"drafter", "provincial_office"},
    "recommend": {"pcso", "provincial_office", "drafter"},
    "pcso_return": {"drafter", "clinic_rep", "provincial_office"},
    "endorse": {"secretariat", "drafter", "clinic_rep"},
    "decline": {"drafter", "clinic_rep", "provincial_office", "secretariat"},
    "secretariat_return": {"drafter", "clinic_rep", "pcso"},
    "resubmit_revised": {"clinic_rep", "pcso", "secretariat"},
    "withdraw": {"clinic_rep", "pcso", "provincial_office", "secretariat"},
    "pcso_withdraw": {"secretariat", "chair", "drafter", "clinic_rep"},
}
DECIDES = {"recommend", "endorse", "decline"}
FREEZES = {"submit", "resubmit", "resubmit_revised"}
UNDOABLE = DECIDES | {
    *("clinic_return", "pcso_return", "secretariat_return", "withdraw", "pcso_withdraw"),
}
CONSENT = {
    "drafter": {"clinic_rep"},
    **dict.fromkeys(["clinic_rep", "pcso"], {"secretariat"}),
    "secretariat": {"secretariat", "pcso"},
}
OTHER_DESK = {"drafter": "clinic_rep", "clinic_rep": "drafter"}


@dataclass
class Done:
    """The newest act: who did what when, what the plan was before, and whether its undoing was
    asked for."""

    who: str
    move: str
    at: dt.datetime
    before: "Model"
    text: int
    asked: bool = False


@dataclass
class Model:
    """One plan and the people around it. stand_ins: who holds a post only for an absent holder."""

    posts: dict[str, set[str]]
    stand_ins: set[str]
    stage: str = "draft"
    version: int = 1
    revision: int = 0
    returned_by: str | None = None
    submitter: str = ""
    text: int = 0
    frozen: int = 0
    authors: set[str] = field(default_factory=set)
    sat: set[tuple[str, str]] = field(default_factory=set)
    """Who acted from which post."""
    decided: set[tuple[str, str]] = field(default_factory=set)
    """Who decided at which stage."""
    came_at: dt.datetime | None = None
    """When the last act that stands was done."""
    written: bool = False
    """Whether a reviewer's points are younger than that."""
    done: Done | None = None

    def begun_by(self, who: str) -> None:
        """The plan is begun."""
        self.authors.add(who)
        self.sat.add((who, "drafter"))

    def may(self, who: str, move: str) -> bool:
        """Whether somebody may make a move now."""
        apart = self.kept_apart(who, move, self.stage)
        return self.is_in_place(who, move) and not apart and self._fits(who, move)

    def is_in_place(self, who: str, move: str) -> bool:
        """Whether the plan is where the move begins, and somebody in the post that makes it."""
        return self.stage in FROM[move] and POST[move] in self.posts[who]

    def kept_apart(self, who: str, move: str, stage: str) -> bool:
        """Authors do not decide or review, nobody sits at both desks or decides at two stages."""
        post = POST[move]
        wrote = who in self.authors and (move in DECIDES or post == "clinic_rep")
        elsewhere = any(one == who and at != stage for one, at in self.decided)
        both = (who, OTHER_DESK.get(post, "")) in self.sat
        return wrote or both or (move in DECIDES and elsewhere)

    def may_save(self, who: str) -> bool:
        """Whether somebody may save a section now."""
        drafts = self.stage in ("draft", "returned") and "drafter" in self.posts[who]
        return drafts and (who, "clinic_rep") not in self.sat

    def seconds(self, asker: str) -> set[str]:
        """Who consents to the undoing of the newest act."""
        if self.done is None:
            return set()
        posts = CONSENT[POST[self.done.move]] | {HOLDER.get(self.stage, "")}
        decides = self.done.move in DECIDES
        return {
            one
            for one, held in self.posts.items()
            if one != asker and not (decides and one in self.authors)
            if any(not self._sat_apart(one, post) for post in held & posts)
        }

    def may_ask(self, who: str, at: dt.datetime) -> bool:
        """Whether somebody may ask that the newest act be undone."""
        done = self.done
        if done is None or done.asked or done.who != who or not self.seconds(who):
            return False
        return POST[done.move] in self.posts[who] and self._can_be_undone(at)

    def may_consent(self, who: str, at: dt.datetime) -> bool:
        """Whether somebody may now have undone what was asked for."""
        done = self.done
        if done is None or not done.asked or not self._can_be_undone(at):
            return False
        return who in self.seconds(done.who)

    def undo(self, at: dt.datetime) -> None:
        """The newest act is undone."""
        assert self.done is not None
        before, move = self.done.before, self.done.move
        self.stage, self.returned_by = before.stage, before.returned_by
        self.submitter, self.decided = before.submitter, before.decided
        self.came_at, self.version = before.came_at, self.version + 1
        late = self.came_at is not None and at > self.came_at
        self.written = before.written or (move == "clinic_return" and late)
        self.done = None

    def make(self, who: str, move: str, at: dt.datetime) -> set[str]:
        """A move is made; returns who is told."""
        past = replace(self, decided=set(self.decided), done=None)
        self.done = Done(who, move, at, past, self.text) if move in UNDOABLE else None
        self.came_at, self.written = at, False
        before, self.version = self.stage, self.version + 1
        self.stage = TO.get(move) or self.returned_by or ""
        self.returned_by = before if self.stage == "returned" else None
        self.submitter = who
        self.sat.add((who, POST[move]))
        if move in DECIDES:
            self.decided.add((who, before))
        if move in FREEZES:
            self.revision, self.frozen = self.revision + 1, self.text
        told = set(TELL[move] if move in TELL else {HOLDER[self.stage]})
        if not self.revision:
            told -= {"pcso", "provincial_office"}  # who may not read what was never submitted
        return {one for one, posts in self.posts.items() if posts & told} - {who}

    def _can_be_undone(self, at: dt.datetime) -> bool:
        done = self.done
        if done is None:
            return False
        return at - done.at <= dt.timedelta(hours=24) and self.text == done.text

    def _sat_apart(self, who: str, post: str) -> bool:
        wrote = post == "clinic_rep" and who in self.authors
        return wrote or (who, OTHER_DESK.get(post, "")) in self.sat

    def _fits(self, who: str, move: str) -> bool:
        material = self.text != self.frozen
        reviewers = [one for one, posts in self.posts.items() if "clinic_rep" in posts]
        able = (one for one in reviewers if not self.kept_apart(one, "recommend", "clinic_review"))
        return {
            "recall": who == self.submitter and not self.written,
            "decline": who not in self.stand_ins,
            "submit": any(able),
            "resubmit": not material,
            "resubmit_revised": material,
        }.get(move, True)
