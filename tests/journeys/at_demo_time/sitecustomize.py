"""Let a served product live in the demo's present. Python runs this at its start when the folder
is on PYTHONPATH: the web server's own processes are reached no other way.

The clock runs from when it is first asked. It is asked here, before the server makes its workers:
else each would have a time of its own, and a cookie of one seem to another to come from the future.
"""

import datetime as dt
import os
import time

import time_machine

if moment := os.environ.get("TEST_NOW"):
    time_machine.travel(dt.datetime.fromisoformat(moment), tick=True).start()
    time.time()
