"""The WSGI application. A web worker that imports this dies with the process that made it."""

import multiprocessing

from workflow import create_app
from workflow.lifeline import die_with_parent

parent = multiprocessing.parent_process()
if parent is not None:
    die_with_parent(parent.pid)
app = create_app()
