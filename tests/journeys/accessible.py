"""What axe finds on a page. Its own wrapper reads it anew, and carries off all that is in order,
each time; pages are many."""

import json
from collections.abc import Mapping

from axe_playwright_python.sync_playwright import Axe

from tests.journeys.browsing import Tab

_AXE = Axe()
EVERYTHING = {"rules": {"target-size": {"enabled": True}}}
CONTRAST = {"runOnly": ["color-contrast"]}
_LESS = {"resultTypes": ["violations"], "selectors": False}
_FOUND = """axe.run(document, %s).then(found => found.violations.flatMap(
    one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 120)}`)))"""


def violations(tab: Tab, options: Mapping[str, object] = EVERYTHING) -> list[str]:
    """What is not for everyone on the page of a tab."""
    if not tab.page.evaluate("'axe' in window"):
        tab.page.evaluate(_AXE.axe_script)
    found = tab.page.evaluate(_FOUND % json.dumps({**options, **_LESS}))
    return [f"{tab.path} {one}" for one in found]
