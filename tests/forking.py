"""Runs the program in forks of one process that has all imported, and the package's content read and measured.

A command costs what it does, and not what starting Python and importing libraries costs. Each fork has its own folder,
environment, streams and signals, as a process of its own would; it runs `python -m leaflets`. The process is started
once for each test process, talks over a socket, and ends with the folder that the socket lies in.
"""

import gc
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
READY = b"ready\n"
HANGS = 1800.0
"""Seconds after which a run counts as hanging, however busy the machine is."""


class Forks:
    """The process that is forked, and how to ask it for a run."""

    used = 0.0
    """Seconds of computing that the runs of this test process took."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="leaflets-forks-")
        self._address = str(Path(self._folder.name) / "socket")
        command = [sys.executable, __file__, self._address]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        assert READY == self._process.stdout.readline()

    def run(self, arguments: Sequence[str], cwd: Path, env: Mapping[str, str], output: int) -> int:
        """Run the program in a fork, both of its streams into the file descriptor `output`; return its exit code."""
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(HANGS)
            link.connect(self._address)
            asked = json.dumps({"arguments": list(arguments), "cwd": str(cwd), "env": dict(env)}).encode()
            socket.send_fds(link, [len(asked).to_bytes(8, "big")], [output])
            link.sendall(asked)
            with link.makefile("rb") as answer:
                code, used = answer.readline().split()
        Forks.used += float(used)
        return int(code)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()
        self._folder.cleanup()


def serve(address: str) -> None:
    """Answer each link with a fork, until nobody holds the other end of standard input."""
    _warm_up()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(64)
    watcher = os.fork()
    if watcher == 0:
        sys.stdin.buffer.read()
        os.kill(os.getppid(), signal.SIGKILL)
        os._exit(0)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # answered links leave nothing to wait for
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for those who asked, who then end this process
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    while True:
        link, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            _answer(link)
            os._exit(0)
        link.close()


def _warm_up() -> None:
    """Import all of the program and of its libraries, and read and measure the package's content: readers remember."""
    import weasyprint  # noqa: F401, TID251 - fontconfig starts with the first page, in each fork anew

    import leaflets
    from leaflets.checks.claims import check_claims
    from leaflets.logos import check_logos
    from leaflets.project import open_project

    for module in pkgutil.walk_packages(leaflets.__path__, "leaflets."):
        if module.name != "leaflets.__main__":
            import_module(module.name)
    project = open_project(ROOT)
    for code in project.languages:
        for translation in project.catalogue(code).translations.values():
            _ = translation.findings
    list(check_claims(project))
    for name in project.environment.list_templates():
        if name.endswith(".j2"):
            project.environment.get_template(name)
    list(check_logos(project, project.clinics))
    collect_seldom()


def collect_seldom() -> None:
    """Let all that there is now be, and look for garbage only when much is new: a sixth of the time goes into it.

    A fork that collects garbage would copy all that its parent holds, too.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _answer(link: socket.socket) -> None:
    """Run what a link asks for in a fork of its own, and tell how it ended."""
    size, (output, *_), _, _ = socket.recv_fds(link, 8, 1)
    with link.makefile("rb") as asked:
        wanted = json.loads(asked.read(int.from_bytes(size, "big")))
    child = os.fork()
    if child == 0:
        link.close()
        _become(wanted, output)
    _, status, used = os.wait4(child, 0)
    link.sendall(f"{os.waitstatus_to_exitcode(status)} {used.ru_utime + used.ru_stime}\n".encode())


def _become(wanted: Mapping[str, Any], output: int) -> None:
    """Be the program: its folder, environment, streams and arguments, to its end."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    os.closerange(3, 256)
    os.chdir(wanted["cwd"])
    os.environ.clear()
    os.environ.update(wanted["env"])
    _open_streams()
    sys.argv = ["leaflets", *wanted["arguments"]]
    sys.path[0] = ""
    code = 1
    try:
        runpy.run_module("leaflets", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter does
        sys.excepthook(*sys.exc_info())
    finally:
        import atexit

        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _open_streams() -> None:
    """Open the three streams as the interpreter does; it keeps them for as long as it runs."""
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115 - a descriptor has no path
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # type: ignore[misc]  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # type: ignore[misc]  # noqa: SIM115


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    serve(sys.argv[1])
