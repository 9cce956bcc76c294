"""Runs a command and says what it took; medians and tables. Knows nothing of generators."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Took:
    """What one run of a command took."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of all cores, in the program and in the system for it, its own processes included."""
    peak: float
    """The largest resident set of one of its processes, in MiB."""
    said: str
    """What it printed."""


def run(command, folder):
    """Runs a command in a folder and waits for it. A command that fails ends the benchmark with what it said."""
    # A new process begins with the memory of the one that starts it, and its peak counts that: hence GNU time between
    # this program, which is large, and the one that is measured.
    timer = shutil.which("time") or sys.exit("GNU time is missing: install Debian's package `time`")
    with tempfile.TemporaryFile() as said, tempfile.NamedTemporaryFile("r") as peak:
        start = time.monotonic()
        timed = [timer, "--quiet", "-o", peak.name, "-f", "%M", *map(str, command)]
        process = subprocess.Popen(timed, cwd=folder, stdout=said, stderr=said)
        # wait4 counts this process and those that it waited for, and nobody else's.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        printed = said.read().decode(errors="replace")
        if process.returncode != 0:
            sys.stderr.write(printed)
            raise SystemExit(f"{command[0]} ended with {process.returncode}")
        return Took(wall, usage.ru_utime + usage.ru_stime, int(peak.read().split()[-1]) / 1024, printed)


def median(numbers):
    """The median of some numbers."""
    return statistics.median(numbers)


def table(head, rows):
    """Prints rows under a head: the first column to the left, the others to the right."""
    rows = [head] + rows
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    for row in rows:
        first, *others = [(cell, width) for cell, width in zip(row, widths)]
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        print("  ".join(cells).rstrip())


def build_tools():
    """Builds nutgraf, the floor and the generator of corpora; returns the folder that they are in."""
    made = ["--bin", "nutgraf", "--example", "corpus", "--example", "floor"]
    subprocess.run(["cargo", "build", "--release", "--locked", *made], cwd=ROOT, check=True)
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"


def workshop():
    """A new folder in memory, where the machine has such a file system, and the name of what it is on."""
    shm = Path("/dev/shm")
    memory = shm.is_dir() and os.access(shm, os.W_OK)
    folder = Path(tempfile.mkdtemp(prefix="nutgraf-bench.", dir=shm if memory else None))
    return folder, "a file system in memory (/dev/shm)" if memory else f"the disk that holds {folder.parent}"


def corpus(tools, reader, pages, terms, folder):
    """Writes a corpus."""
    subprocess.run([tools / "examples" / "corpus", reader, str(pages), str(terms), folder], check=True)


def conditions(pages, terms, where):
    """Says under which conditions the figures come about."""
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    commit = asked.stdout.strip() or "unknown"
    print(f"{pages} pages, {terms} terms; on {where}; {os.cpu_count()} cores, load {load}; commit {commit}", flush=True)


def clear(paths):
    """Removes files and folders, where they are there."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
