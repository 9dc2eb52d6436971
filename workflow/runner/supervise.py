"""Hand over to supervisor: it starts every program, and starts the dead again."""

import os
import shlex
import sys
from pathlib import Path
from typing import NoReturn

from config import ROOT, Settings
from workflow import lifeline
from workflow.runner.programs import Program, check_port, environment, programs

_HEAD = """[supervisord]
nodaemon=true
user={user}
logfile=/dev/null
loglevel=warn
logfile_maxbytes=0
pidfile={run}/supervisord.pid
childlogdir={run}
directory={root}
"""
# startsecs=0: with the default, a program that ends four times quickly would stay down.
# priority: programs stop in the reverse order, so that Valkey is there until the last.
_PROGRAM = """
[program:{name}]
command={command}
numprocs={copies}
process_name=%(program_name)s_%(process_num)d
priority={priority}
autorestart=true
startsecs=0
stopasgroup=true
killasgroup=true
stopwaitsecs=10
redirect_stderr=true
stdout_logfile=/dev/fd/1
stdout_logfile_maxbytes=0
"""


def supervise(settings: Settings) -> NoReturn:
    """Become the supervisor; does not return. There is one supervisor to kill, not two.

    Raises CannotStart.
    """
    run = settings.folder / "run"
    check_port(settings.host, settings.port)
    path = run / "supervisord.conf"
    path.write_text(configuration(settings, run))
    words = [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(path)]
    os.chdir(ROOT)
    os.execve(sys.executable, words, environment())  # noqa: S606 - our own command, no shell


def configuration(settings: Settings, run: Path) -> str:
    """The text of supervisor's configuration, for this process as the supervisor."""
    head = _HEAD.format(user=os.getuid(), run=_doubled(str(run)), root=_doubled(str(ROOT)))
    sections = [_section(one, run, place) for place, one in enumerate(programs(settings), 1)]
    return head + "".join(sections)


def _section(program: Program, run: Path, priority: int) -> str:
    pid_file = f"{_doubled(str(run))}/{program.name}-%(process_num)d.pid"
    # By its path, isolated and without site-packages: it is done in a hundredth of a second.
    tie = [sys.executable, "-IS", str(lifeline.__file__), str(os.getpid())]
    words = " ".join(_doubled(shlex.quote(word)) for word in tie)
    words += " " + shlex.quote(pid_file) + " "
    words += " ".join(_doubled(shlex.quote(word)) for word in program.command)
    return _PROGRAM.format(
        name=program.name, command=words, copies=program.copies, priority=priority
    )


def _doubled(text: str) -> str:
    """Supervisor expands %; a plain one is written twice."""
    return text.replace("%", "%%")
