"""Typesets on a Dask cluster: over any number of machines, which share no disk and hold nothing but the program.

Only this module and `presses` know Dask, which is installed with `leaflets[cluster]`.
"""

import asyncio
import logging
import re
import secrets
import socket
import time
import warnings
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, InvalidStateError
from contextlib import suppress
from functools import partial
from importlib.metadata import version
from typing import Any, ParamSpec, TypeVar

import leaflets
from leaflets.errors import LostError, MachineError, MisuseError, Problem
from leaflets.printing.executors import KilledError
from leaflets.printing.matter import Matter

P = ParamSpec("P")
T = TypeVar("T")
ADDRESS = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[\w.-]+):(\d{1,5})")
CONNECTING = 10.0
"""Seconds within which a scheduler has to answer."""
ALONE = 60.0
"""Seconds without any worker after which a cluster is given up: one that is killed may come back by itself."""
EACH = 3
"""How many leaflets wait for each thread of the workers, so that none is idle."""
LEAST = 32
UNREMEMBERED = {"distributed.admin.low-level-log-length": 0}
"""Dask would keep its last thousand messages, of up to a megabyte each."""
NOISY = ("distributed", "tornado", "asyncio", "bokeh")
"""Whose messages are for those who look after a cluster; they see them where its workers run."""
OPTION = "--scheduler"


class Cluster(Executor):
    """Hands calls to the presses of a cluster's workers. A call whose worker is lost is done again on another one.

    When the scheduler is lost, or no worker is there for `alone` seconds, all calls that wait fail with a `LostError`.
    """

    def __init__(self, client: Any, matter: Matter, address: str, alone: float = ALONE) -> None:
        self._client, self._matter, self._address, self._alone = client, matter, address, alone
        self._name = f"leaflets-{matter.key[:16]}-{secrets.token_hex(4)}"
        self._waiting: dict[Future[Any], Any] = {}
        self._threads = 0
        self._seen = time.monotonic()
        self._count = 0

    @property
    def window(self) -> int:
        """How many calls may wait: more as workers join."""
        return max(LEAST, EACH * self._threads)

    def prepare(self) -> None:
        """Bring the matter to all workers; raise `MachineError` with what keeps them from setting the same pages."""
        from leaflets.printing.presses import Pressroom, UnlikeError

        self._check_workers()
        try:
            self._client.register_plugin(Pressroom(self._matter), name=self._name)
        except UnlikeError as unlike:
            hint = f"Install leaflets {leaflets.__version__} with the same libraries there, and start the worker again."
            raise _unusable(self._address, str(unlike), hint) from unlike
        except Exception as error:  # whatever a worker raises that has another program
            reason = f"Its workers cannot be made ready: {type(error).__name__}: {error}."
            raise _unusable(self._address, reason, "Look at what the worker prints.") from error
        self._client.loop.add_callback(self._watch)

    def _check_workers(self) -> None:
        """See that there are workers, and that each has this version of the program."""
        there = self._client.run(version, "leaflets", on_error="return")
        self._threads = self._client.scheduler_info(n_workers=0)["total_threads"]
        if not there:
            hint = f"Start some, on each machine: dask worker {self._address}"
            raise _unusable(self._address, "No worker is there.", hint)
        for worker, found in there.items():
            if found != leaflets.__version__:
                has = "has no leaflets" if isinstance(found, Exception) else f"has leaflets {found}"
                reason = f"The worker {worker} {has}; this machine has leaflets {leaflets.__version__}."
                hint = f"Install it there: pip install 'leaflets[cluster]=={leaflets.__version__}'"
                raise _unusable(self._address, reason, hint)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand a call to a worker."""
        from leaflets.printing.presses import in_press

        here: Future[T] = Future()
        if self._client.status != "running":
            here.set_exception(self._lost("The scheduler went away."))
            return here
        self._count += 1
        remote = self._client.submit(
            in_press, self._matter.key, partial(fn, **kwargs), *args, key=f"{self._name}-{self._count}", pure=False
        )
        self._waiting[here] = remote
        self._client.loop.add_callback(self._pass_on, remote, here)
        return here

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001 - as of Executor
        """Let the workers go, and what they still do for this run."""
        for here in list(self._waiting):
            here.cancel()
        self._waiting.clear()
        with suppress(Exception):  # it may be gone
            if self._client.status == "running":
                self._client.sync(self._client.scheduler.unregister_worker_plugin, name=self._name, callback_timeout=5)
        with suppress(Exception):
            self._client.close(timeout=5)

    async def _pass_on(self, remote: Any, here: Future[Any]) -> None:
        """Wait for what becomes of a call there, and tell it here."""
        result = await remote._result(raiseit=False)  # noqa: SLF001 - as Dask's own executor does
        if self._waiting.pop(here, None) is None or here.done():
            return
        if remote.status == "finished":
            here.set_result(result)
        elif remote.status == "error":
            here.set_exception(_meant(result[1]))
        else:
            here.set_exception(self._lost("The scheduler went away."))

    async def _watch(self) -> None:
        """See again and again how many workers are there."""
        while self._client.status == "running":
            with suppress(OSError):
                told = await self._client.scheduler.identity(n_workers=0)
                self._threads = told["total_threads"]
                self._seen = time.monotonic() if told["n_workers"] else self._seen
            if time.monotonic() - self._seen > self._alone:
                for here in list(self._waiting):
                    self._waiting.pop(here, None)
                    with suppress(InvalidStateError):  # it has just been done, or is not wanted any more
                        here.set_exception(self._lost("No worker is left."))
            await asyncio.sleep(1)

    def _lost(self, reason: str) -> LostError:
        hint = "See that it runs, then build again: what is finished is not typeset anew."
        return LostError([Problem(f"{OPTION} {self._address}", reason, hint)])


def join_cluster(address: str, matter: Matter) -> Cluster:
    """Return the cluster whose scheduler is at an address, its workers ready.

    Raises `MisuseError` for what is no address, and `MachineError` for one that cannot be used, with the reason.
    """
    found = ADDRESS.fullmatch(address)
    if not found or not 0 < int(found[3]) < 65536:
        hint = "Write it as the scheduler prints it, such as tcp://10.0.0.5:8786."
        raise MisuseError([Problem(OPTION, f"“{address}” is no address of a scheduler.", hint)])
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        hint = "Install it with: pip install 'leaflets[cluster]'"
        raise MachineError([Problem(OPTION, "What reaches a cluster is not installed here.", hint)]) from error

    open_client: Any = Client
    _hush()
    _knock(address, found[2].strip("[]"), int(found[3]))
    dask.config.set(UNREMEMBERED)
    client = open_client(address, timeout=CONNECTING, set_as_default=False, name="leaflets")
    cluster = Cluster(client, matter, address)
    try:
        cluster.prepare()
    except BaseException:
        cluster.shutdown()
        raise
    return cluster


def _knock(address: str, host: str, port: int) -> None:
    """See that a scheduler listens there: Dask's own client would try for long, and end with a traceback."""
    try:
        socket.create_connection((host, port), CONNECTING).close()
    except OSError as error:
        reason = f"Nobody answers there: {error.strerror or error}."
        raise _unusable(address, reason, "Start it there with: dask scheduler") from error
    try:
        asyncio.run(_identity(address))
    except Exception as error:  # Dask raises whatever its layers do
        reason = f"No Dask scheduler answers there ({_brief(error)})."
        hint = "Look whether one listens there, and whether both sides use TLS or both do not."
        raise _unusable(address, reason, hint) from error


async def _identity(address: str) -> None:
    """Ask a scheduler what it is."""
    from distributed import Security, core

    untyped: Any = core
    security: Any = Security
    tls = security().get_connection_args("client")
    async with asyncio.timeout(CONNECTING), untyped.rpc(address, connection_args=tls) as scheduler:
        await scheduler.identity(n_workers=0)


def _hush() -> None:
    """Keep from the terminal what Dask tells those who look after clusters."""
    from distributed.versions import VersionMismatchWarning

    warnings.simplefilter("ignore", VersionMismatchWarning)
    for name in [*NOISY, *logging.root.manager.loggerDict]:
        if name.partition(".")[0] in NOISY:
            logger = logging.getLogger(name)
            logger.handlers[:] = [logging.NullHandler()]
            logger.propagate = False


def _meant(error: BaseException) -> BaseException:
    """Return what an error of a worker means here: one that is gone breaks nothing else."""
    from distributed import KilledWorker

    return KilledError() if isinstance(error, KilledWorker | BrokenExecutor) else error


def _unusable(address: str, reason: str, hint: str) -> MachineError:
    return MachineError([Problem(f"{OPTION} {address}", reason, hint)])


def _brief(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:160].rstrip(".")
