"""Runs the program in forks of one process that has all imported, and the package's content read and measured.

A command costs what it does, and not what starting Python and importing libraries costs. Each fork has its own folder,
environment, streams and signals, as a process of its own would; it runs `python -m leaflets`. There is one such process
for all test processes. It is asked over a socket, imports when it is first asked, and ends with who started it.
"""

import gc
import json
import os
import pkgutil
import runpy
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
HANGS = 1800.0
"""Seconds after which a run counts as hanging, however busy the machine is."""
WAITING = 64
"""How many links may wait while the process imports."""


class Forks:
    """The process that is forked; `address` is where it is asked for a run. It ends when it is closed."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="leaflets-forks-")
        self.address = str(Path(self._folder.name) / "socket")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self.address)
            listener.listen(WAITING)
            number = listener.fileno()
            command = [sys.executable, __file__, str(number)]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[number])

    def close(self) -> None:
        """End the process."""
        self._process.communicate()
        self._folder.cleanup()


class Runs:
    """What the runs of this test process took in all."""

    seconds = 0.0
    """Seconds of computing."""


def run_in_fork(address: str, arguments: Sequence[str], cwd: Path, env: Mapping[str, str], output: int) -> int:
    """Run the program in a fork, both of its streams into the file descriptor `output`; return its exit code."""
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(HANGS)
        link.connect(address)
        asked = json.dumps({"arguments": list(arguments), "cwd": str(cwd), "env": dict(env)}).encode()
        socket.send_fds(link, [len(asked).to_bytes(8, "big")], [output])
        link.sendall(asked)
        with link.makefile("rb") as answer:
            code, seconds = answer.readline().split()
    Runs.seconds += float(seconds)
    return int(code)


def serve(listener: socket.socket) -> None:
    """Answer each link with a fork, until nobody holds the other end of standard input."""
    watcher = os.fork()
    if watcher == 0:
        sys.stdin.buffer.read()
        os.kill(os.getppid(), signal.SIGKILL)
        os._exit(0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for those who asked, who then end this process
    running: dict[int, socket.socket] = {}
    ended, rung = socket.socketpair()
    with selectors.DefaultSelector() as happens:
        happens.register(listener, selectors.EVENT_READ)
        happens.select()
        _warm_up()
        rung.settimeout(0)
        signal.set_wakeup_fd(rung.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        happens.register(ended, selectors.EVENT_READ)
        while True:
            for key, _ in happens.select():
                if key.fileobj is listener:
                    link, _ = listener.accept()
                    running[_forked(link)] = link
                else:
                    ended.recv(4096)
                    _answer_ended(running)


def _answer_ended(running: dict[int, socket.socket]) -> None:
    """Tell those whose runs have ended how, and how many seconds of computing they took."""
    with suppress(ChildProcessError):
        while (found := os.wait4(-1, os.WNOHANG))[0]:
            child, status, used = found
            if link := running.pop(child, None):
                with link, suppress(OSError):  # who asked may have gone
                    seconds = used.ru_utime + used.ru_stime
                    link.sendall(f"{os.waitstatus_to_exitcode(status)} {seconds}\n".encode())


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


def _forked(link: socket.socket) -> int:
    """Start what a link asks for in a fork; return its number."""
    size, (output, *_), _, _ = socket.recv_fds(link, 8, 1)
    with link.makefile("rb") as asked:
        wanted = json.loads(asked.read(int.from_bytes(size, "big")))
    child = os.fork()
    if child == 0:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _become(wanted, output)
    os.close(output)
    return child


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
    serve(socket.socket(fileno=int(sys.argv[1])))
