"""The WSGI application. A web worker that imports this dies with the process that made it."""

import gc
import multiprocessing

gc.disable()  # what is loaded stays: looking for garbage in it only delays the start
from workflow import create_app  # noqa: E402 - see above
from workflow.lifeline import die_with_parent  # noqa: E402 - see above

parent = multiprocessing.parent_process()
if parent is not None:
    die_with_parent(parent.pid)
app = create_app()
gc.freeze()
gc.enable()
