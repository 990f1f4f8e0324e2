"""What one job may use: past it, the job ends, and the process goes on."""

import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from leaflets.limits import GIGABYTE, LimitExceeded, Limits, bounded

SHORT = Limits(cpu=0.05, wall=60)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """See that each bound leaves signals, timers and limits as they were."""
    seen = _settings()
    yield
    assert seen == _settings()


def _settings() -> tuple[object, ...]:
    signals = (signal.getsignal(signal.SIGPROF), signal.getsignal(signal.SIGALRM))
    timers = (signal.getitimer(signal.ITIMER_PROF), signal.getitimer(signal.ITIMER_REAL))
    return (*signals, *timers, resource.getrlimit(resource.RLIMIT_DATA), resource.getrlimit(resource.RLIMIT_CPU))


def _compute_for_ever() -> None:
    while True:
        pass


def test_a_job_that_computes_for_ever_ends() -> None:
    """A job that takes more computing time than it may is ended, and the sentence says so."""
    with pytest.raises(LimitExceeded) as caught, bounded("Drawing this logo", SHORT):
        _compute_for_ever()
    assert "Drawing this logo took more than 0.05 seconds of computing time." == str(caught.value)


def test_a_job_that_waits_for_ever_ends() -> None:
    """A job that waits for what never comes is ended by the clock."""
    reader, _writer = os.pipe()
    with pytest.raises(LimitExceeded) as caught, bounded("Reading this file", Limits(wall=0.05)):
        os.read(reader, 1)
    assert ("wall", "Reading this file took more than 0.05 seconds.") == (caught.value.kind, str(caught.value))


def test_a_job_that_takes_too_much_memory_ends() -> None:
    """Memory past the limit is refused, and the sentence says how much there was."""
    with pytest.raises(LimitExceeded) as caught, bounded("Verifying this file", Limits(memory=64 * 1024**2)):
        bytearray(256 * 1024**2)
    assert "Verifying this file needs more than 64 MB of memory." == str(caught.value)


def test_a_job_within_its_limits_is_left_alone() -> None:
    """A job that keeps to its limits returns what it returns, also as a decorated function."""

    @bounded("Adding")
    def add(one: int, other: int) -> int:
        return one + other

    assert (3, 7) == (add(1, 2), add(3, 4))


def test_what_a_job_raises_passes() -> None:
    """A job's own exception is its own."""
    with pytest.raises(KeyError), bounded("Reading"):
        raise KeyError


def test_no_library_can_swallow_the_end() -> None:
    """A job that catches everything that can be caught is ended all the same."""

    @bounded("Reading", SHORT)
    def read() -> None:
        for _ in range(2):
            with suppress(BaseException):  # what a careless library does
                _compute_for_ever()

    with pytest.raises(LimitExceeded):
        read()


@pytest.mark.parametrize(("outer", "inner", "ended"), [(SHORT, Limits(), "Outer"), (Limits(), SHORT, "Inner")])
def test_bounds_may_be_nested(outer: Limits, inner: Limits, ended: str) -> None:
    """Of two bounds, one in the other, the one that is passed raises; the other one goes on."""
    compute = bounded("Outer", outer)(bounded("Inner", inner)(_compute_for_ever))
    with pytest.raises(LimitExceeded, match=ended):
        compute()


def test_an_outer_bound_holds_after_an_inner_one() -> None:
    """When an inner job has ended, the outer job's time still runs."""

    @bounded("Outer", Limits(cpu=0.1))
    def compute() -> None:
        with suppress(LimitExceeded), bounded("Inner", Limits(cpu=0.02)):
            _compute_for_ever()
        _compute_for_ever()

    with pytest.raises(LimitExceeded, match="Outer"):
        compute()


def test_other_threads_are_left_alone() -> None:
    """A job in another thread, where no timer can ring, runs without one."""
    done: list[int] = []

    def job() -> None:
        with bounded("Previewing", Limits(cpu=0.001)):
            done.append(sum(range(100_000)))

    thread = threading.Thread(target=job)
    thread.start()
    thread.join()
    assert [4_999_950_000] == done


def test_time_in_other_processes_does_not_count() -> None:
    """What counts is computing, so that a busy machine fails nothing: a job may wait for long."""
    with bounded("Waiting", Limits(cpu=0.2, wall=60)):
        subprocess.run([sys.executable, "-c", "import time\nwhile time.process_time() < 0.4: pass"], check=True)


def test_a_library_that_never_comes_back_is_ended_by_the_kernel() -> None:
    """A computation in C that Python cannot interrupt ends with its process, so that a pool can replace the worker."""
    job = (
        "import ctypes, resource\n"
        "from leaflets.limits import Limits, _end_by_kernel, bounded\n"
        "with bounded('Computing', Limits(cpu=600)):\n"
        "    soft, _ = resource.getrlimit(resource.RLIMIT_CPU)\n"
        "    assert 600 < soft < 700, soft\n"
        "_end_by_kernel(-9, resource.getrlimit(resource.RLIMIT_CPU))\n"  # one second, for this test
        "callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)\n"
        "libc = ctypes.PyDLL(None)\n"
        "libc.memset.argtypes = ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t\n"
        "ground = ctypes.create_string_buffer(1 << 26)\n"
        "while True:\n"
        "    libc.memset(ground, 1, 1 << 26)\n"
    )
    ended = subprocess.run([sys.executable, "-c", job], check=False, capture_output=True)
    assert (-signal.SIGXCPU, b"") == (ended.returncode, ended.stderr)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(), "needs more than 1 GB of memory."),
        (Limits(memory=3 * GIGABYTE // 2), "needs more than 1.5 GB of memory."),
        (Limits(memory=200_000_000), "needs more than 191 MB of memory."),
    ],
)
def test_amounts_are_said_as_people_do(limits: Limits, said: str) -> None:
    """Bytes are said as megabytes or gigabytes."""
    assert f"It {said}" == str(LimitExceeded("It", "memory", limits))


@pytest.mark.parametrize(
    ("seconds", "said"), [(1, "1 second"), (20, "20 seconds"), (90, "90 seconds"), (120, "2 minutes")]
)
def test_times_are_said_as_people_do(seconds: float, said: str) -> None:
    """Seconds are said as seconds or minutes."""
    assert f"It took more than {said} of computing time." == str(LimitExceeded("It", "cpu", Limits(cpu=seconds)))
