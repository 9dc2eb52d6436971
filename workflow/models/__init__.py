"""Tables, one noun a file."""

from workflow.models.area import Cluster, Mechanism, Province
from workflow.models.comment import Comment
from workflow.models.counter import Counter
from workflow.models.device import KnownDevice
from workflow.models.drafting import CoDrafter, Presence
from workflow.models.entry import Entry, EntryBody
from workflow.models.factor import Link, Passkey, RecoveryCode, Spent, Totp
from workflow.models.institution import Institution, Recruitment, Representation
from workflow.models.meeting import Attendance, Ballot, Item, Meeting, Recusal, Seat
from workflow.models.outbox import Notice, Outbox
from workflow.models.paper import Paper
from workflow.models.person import Appointment, Attempt, Person, Session
from workflow.models.plan import Author, Invitation, PastSection, Plan, Revision, Section
from workflow.models.plan_file import PlanFile
from workflow.models.point import Point, Reply
from workflow.models.procedure import Outline, Procedure, ProcedureStage
from workflow.models.round import Round
from workflow.models.second import PaperDecision, UndoRequest
from workflow.models.snooze import Snooze
from workflow.models.types import table
from workflow.models.unsent import Unsent
from workflow.models.view import SavedView

Owed = type[Outbox] | type[Paper]
"""What is owed by a row of its own, and leased to whoever works on it."""

__all__ = [
    "Appointment",
    "Attempt",
    "Attendance",
    "Author",
    "Ballot",
    "Cluster",
    "CoDrafter",
    "Comment",
    "Counter",
    "Entry",
    "EntryBody",
    "Institution",
    "Invitation",
    "Item",
    "KnownDevice",
    "Link",
    "Mechanism",
    "Meeting",
    "Notice",
    "Outbox",
    "Outline",
    "Owed",
    "Passkey",
    "Paper",
    "PaperDecision",
    "PastSection",
    "Person",
    "Plan",
    "PlanFile",
    "Point",
    "Presence",
    "Procedure",
    "ProcedureStage",
    "Province",
    "RecoveryCode",
    "Recruitment",
    "Recusal",
    "Reply",
    "Representation",
    "Revision",
    "Round",
    "SavedView",
    "Seat",
    "Section",
    "Session",
    "Snooze",
    "Spent",
    "Totp",
    "UndoRequest",
    "Unsent",
    "table",
]
