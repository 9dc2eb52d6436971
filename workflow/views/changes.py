"""What changed between two texts of a plan: in all, or section by section."""

from flask import Blueprint, render_template, request

from workflow.access import allows, now, person
from workflow.outline.changes import blocks, counted
from workflow.outline.fitting import fitted
from workflow.outline.material import SHARE, material_changes
from workflow.queries.changes import TwoTexts, two_texts
from workflow.states.refusals import NotFound
from workflow.views.comparing import fits, leaf, split, sums_by_year
from workflow.views.reading import row_id

bp = Blueprint("changes", __name__, url_prefix="/plans/<id:plan_id>/revisions/<id:no>/changes")


@bp.get("/now")
@bp.get("/<id:later>")
@allows("plan.read")
def changes(plan_id: int, no: int, later: int | None = None) -> str:
    """Everything that changed from one text to another; of many changes only where they are."""
    return compared(two_texts(plan_id, (no, later), person(), now()))


@bp.get("/now/<string:key>")
@bp.get("/<id:later>/<string:key>")
@allows("plan.read")
def section(plan_id: int, no: int, key: str, later: int | None = None) -> str:
    """What changed in one section; what a page does not take, by `from`."""
    return compared_section(two_texts(plan_id, (no, later), person(), now()), key)


def compared(texts: TwoTexts, **values: object) -> str:
    """The page of everything that changed."""
    outline = texts.page.case.outline
    found = split(blocks(outline, texts.old, texts.new))
    old, new = (fitted(outline, text)[0] for text in (texts.old, texts.new))
    return render_template(
        "changes/changes.html",
        page=texts.page,
        texts=texts,
        counts=counted(found),
        found=found if fits(found) else (),
        sums=sums_by_year(old, new),
        material=material_changes(old, new),
        share=SHARE,
        **values,
    )


def compared_section(texts: TwoTexts, key: str) -> str:
    """The page of what changed in one section."""
    outline = texts.page.case.outline
    old, new = ({k: v for k, v in text.items() if k == key} for text in (texts.old, texts.new))
    found = split(blocks(outline, old, new))
    if not found and key not in outline.section:
        raise NotFound(f"section {key}")
    shown = leaf(found, row_id(request.args.get("from")) or 0)
    return render_template(
        "changes/section.html", page=texts.page, texts=texts, key=key, leaf=shown, of=len(found)
    )
