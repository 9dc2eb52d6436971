"""Tables, one noun a file."""

from workflow.models.area import Cluster, Mechanism, Province
from workflow.models.entry import Entry, EntryBody
from workflow.models.institution import Institution, Recruitment, Representation
from workflow.models.outbox import Notice, Outbox
from workflow.models.person import Appointment, Attempt, Person, Session
from workflow.models.plan import Author, Invitation, Plan, Revision, Section
from workflow.models.point import Point, Reply
from workflow.models.procedure import Outline, Procedure, ProcedureStage
from workflow.models.round import Round
from workflow.models.types import table

__all__ = [
    "Appointment",
    "Attempt",
    "Author",
    "Cluster",
    "Entry",
    "EntryBody",
    "Institution",
    "Invitation",
    "Mechanism",
    "Notice",
    "Outbox",
    "Outline",
    "Person",
    "Plan",
    "Point",
    "Procedure",
    "ProcedureStage",
    "Province",
    "Recruitment",
    "Reply",
    "Representation",
    "Revision",
    "Round",
    "Section",
    "Session",
    "table",
]
