"""Let a served product live in the demo's present. Python runs this at its start when the folder
is on PYTHONPATH: the web server's own processes are reached no other way."""

import datetime as dt
import os

import time_machine

if moment := os.environ.get("TEST_NOW"):
    time_machine.travel(dt.datetime.fromisoformat(moment), tick=True).start()
