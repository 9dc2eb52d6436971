"""`make bench`: measure everything, write docs/speed.md. SIZES and SIZES_POSTGRESQL: how many plans
the pipeline is measured among."""

import sys

from bench import decision, messages, pages, pipeline
from bench.report import write
from bench.worlds import prepared

PARTS = {
    "decision": decision.measure,
    "pipeline": pipeline.measure,
    "messages": messages.measure,
    "pages": pages.measure,
}


def main(wanted: list[str]) -> None:
    """Measure the parts that are named, or all; only all of them make the page."""
    with prepared() as databases:
        parts = []
        for name in wanted or PARTS:
            parts.append(PARTS[name](databases))
            print(parts[-1].told(), flush=True)  # noqa: T201 - a command
    if not wanted:
        write(parts)


if __name__ == "__main__":
    main(sys.argv[1:])
