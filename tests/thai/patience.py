"""How hard property tests try: a hundred examples each; ten thousand with FAULTS=full."""

import os

from hypothesis import settings

FULL = os.environ.get("FAULTS") == "full"
PATIENT = settings(max_examples=10_000 if FULL else 100, deadline=None)
