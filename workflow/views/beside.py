"""Who else has a section open, as its page says it."""

from flask_babel import gettext, ngettext

from workflow.access import now, person
from workflow.queries.presence import Other, others_at
from workflow.spoken import language
from workflow.views.editing import Desk


def others_here(desk: Desk) -> list[str]:
    """A sentence for each other person who has the section open."""
    return beside(desk.plan_id, desk.section.key)


def beside(plan_id: int, key: str) -> list[str]:
    """A sentence for each other person who has a section of a plan open."""
    return [_sentence(other) for other in others_at(plan_id, key, person(), now())]


def _sentence(other: Other) -> str:
    who = other.name.text(language())
    if not other.minutes:
        return str(gettext("%(who)s is writing in this section now", who=who))
    when = ngettext("%(num)d minute ago", "%(num)d minutes ago", other.minutes)
    return str(gettext("%(who)s is writing in this section (%(when)s)", who=who, when=when))
