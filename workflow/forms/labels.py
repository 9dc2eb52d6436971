"""Labels of what a move may ask for, by the name of the ask."""

from workflow.spoken import lazy_gettext as _l

LABELS = {
    "reason": _l("Reason"),
    "opinion": _l("Opinion"),
    "order": _l("Order"),
    "summary": _l("Summary of changes"),
    "note": _l("Note"),
    "comment": _l("Text"),
    "points": _l("Points to correct"),
    "replies": _l("Replies to the points"),
    "ticks": _l("Points that are settled"),
    "checklist": _l("Checklist"),
    "warnings": _l("Warnings"),
    "due": _l("Due date"),
    "back_to": _l("Comes back to"),
    "conditions": _l("Conditions"),
    "resolution": _l("Resolution"),
    "held_on": _l("Day"),
    "place_th": _l("Place"),
    "agency": _l("Agency"),
    "until": _l("Last day for comments"),
}
