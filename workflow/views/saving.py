"""A form of the editor that was sent: shown again with a row more or less, saved, or brought
together with what somebody else saved meanwhile. What was typed is never lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from workflow.access import now, person
from workflow.forms.rows import Tree, changed, with_room, without_blanks
from workflow.forms.section import Given, form_of, judged, pairs, read, show
from workflow.outline.fields import ENTRIES
from workflow.outline.merge import UNKNOWN, Merged, as_left, merge, settle
from workflow.queries.editor import editor
from workflow.services.save_section import NewSection, save_section
from workflow.spoken import language
from workflow.states.refusals import Kind, Reason, Refused
from workflow.views.beside import others_here
from workflow.views.editing import FIXED, Body, Desk, anew, picked, pressed, version_seen
from workflow.views.findings import by_place, lines, standing
from workflow.views.ways import way_on

Answer = str | Response | tuple[str | Response, int]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent: what was typed, the section as it then is, the version seen."""

    tree: Tree
    given: Given
    mine: Body
    version: int


def opened(desk: Desk) -> str:
    """The form as it stands."""
    tree = show(desk.place, desk.part(desk.body), language())
    return shown(desk, with_room(desk.place.fields, tree), ())


def answered(desk: Desk) -> Answer:
    """What comes of a form that was sent."""
    tree = read(desk.sent_place, request.form, desk.offered)
    if button := pressed():
        again = changed(desk.place.fields, tree, *button)
        return shown(desk, with_room(desk.place.fields, again), (), version_seen())
    if is_empty(desk):
        refused = Refused([*desk.editor.reasons, Reason("operation_missing")])
        return shown(desk, tree, refused.reasons, version_seen()), refused.code
    sent = sent_of(desk, tree)
    new = NewSection(
        plan_id=desk.plan_id, key=desk.section.key, body=sent.mine, version=sent.version
    )
    try:
        save_section(new, person(), now())
    except Refused as refused:
        return _refused(desk, sent, refused)
    return _saved(desk, sent.mine)


def shown(desk: Desk, tree: Tree, reasons: Sequence[Reason], version: int | None = None) -> str:
    """The page with a form: what was typed, and what stands against it."""
    blocked = bool(reasons) and Refused(reasons).code != Kind.CONTENT
    found = standing(desk) if version is None else []
    return render_template(
        "sections/edit.html",
        desk=desk,
        form=form_of(desk.place, tree, desk.offered),
        version=desk.version if version is None else version,
        lines=lines(desk, reasons),
        errors=by_place(reasons),
        standing=found,
        blocked=blocked,
        way=way_on(desk),
        unsaved=version is not None,
        others=others_here(desk),
    )


def sent_of(desk: Desk, tree: Tree) -> Sent:
    """Read a form; take the other text where the person chose it."""
    version, tree = version_seen(), without_blanks(desk.place.fields, tree)
    seen = desk.seen(version)
    before = show(desk.place, desk.part(desk.body if seen is UNKNOWN else seen), language())
    tree = tree | {key: before[key] for key in _unsent(desk)}
    given = judged(desk.place, tree)
    mine = desk.whole(desk.body if seen is UNKNOWN else seen, given.body)
    chosen = picked()
    if not chosen or seen is UNKNOWN:
        return Sent(tree, given, mine, version)
    mine = settle(desk.section, mine, seen, chosen)
    part = {one.key: desk.part(mine).get(one.key, one.empty) for one in desk.place.fields}
    return Sent(show(desk.place, part, language()), given, mine, version)


def _unsent(desk: Desk) -> list[str]:
    """Fields that a form did not send at all, as no browser does: they stay as they were."""
    return [
        one.key
        for one in desk.place.fields
        if one.type not in ENTRIES and desk.sent_place.id_of(one.key) not in request.form
    ]


def is_empty(desk: Desk) -> bool:
    """Whether what was sent has nothing of the form, and would leave nothing of the text."""
    singles = [one.key for one in desk.place.fields if one.type not in ENTRIES]
    return bool(singles) and _unsent(desk) == singles


def _refused(desk: Desk, sent: Sent, refused: Refused) -> Answer:
    if is_stale(refused):
        return _stale(desk, sent)
    reasons = sent.given.said(refused.reasons)
    tree = with_room(desk.place.fields, sent.tree)
    return shown(desk, tree, reasons, sent.version), refused.code


def is_stale(refused: Refused) -> bool:
    """Whether nothing stands against a save but that somebody saved before."""
    codes = {reason.code for reason in refused.reasons if reason.kind is Kind.STALE}
    others = [reason for reason in refused.reasons if reason.kind is Kind.PERSON]
    return codes == {"stale_section"} and not others


def _stale(desk: Desk, sent: Sent) -> Answer:
    """Somebody saved before: bring both together, or say that nothing is left to do."""
    now_there, merged = brought(desk, sent)
    if nothing_left(now_there, merged):
        return _saved(now_there, now_there.body)
    return _together(now_there, merged), int(Kind.STALE)


def nothing_left(now_there: Desk, merged: Merged) -> bool:
    """Whether all that was sent is there already."""
    return merged.body == now_there.body and not merged.clashes


def brought(desk: Desk, sent: Sent) -> tuple[Desk, Merged]:
    """The section as it now stands, and together with what was sent."""
    now_there = anew(desk, editor(desk.plan_id, person(), now()))
    key, theirs = desk.section.key, now_there.body
    fixed = {one.key: theirs[one.key] for one in desk.section.stored if FIXED in one.rules}
    mine = as_left(desk.editor.case.outline, key, sent.mine) | fixed
    return now_there, merge(desk.section, now_there.seen(sent.version), mine, theirs)


def _together(desk: Desk, merged: Merged) -> str:
    """The page on which a person chooses, field by field. A text of theirs goes on living in a
    field of its own, so that both can be made into one."""
    part = desk.part(merged.body)
    tree = show(desk.place, {one.key: part.get(one.key) for one in desk.place.fields}, language())
    live = {
        clash.name: clash.field.key
        for clash in merged.clashes
        if clash.field.type in ("text", "longtext") and clash.field in desk.place.fields
    }
    return render_template(
        "sections/together.html",
        desk=desk,
        merged=merged,
        live=live,
        form=form_of(desk.place, tree, desk.offered),
        kept=pairs(desk.place, tree, live.values()),
        saved=desk.editor.saved[desk.section.key],
        way=way_on(desk),
    )


def _saved(desk: Desk, body: Body) -> Response:
    """Go on, or stay at the form that was saved."""
    flash(gettext("Saved"))
    way = way_on(desk)
    if request.form.get("then") == "next":
        return redirect(way.next, 303)
    return redirect(way.here_in(body), 303)
