"""Where sites are built: in processes of this machine, in this very process, or on a cluster that speaks the same interface."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


_FORKED = "forkserver" if sys.platform == "linux" else "spawn"


class Here(Executor):
    """Runs each job at once in this process: one site is not worth a second process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The job, done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as every executor does
            future.set_exception(error)
        return future


class Elsewhere(Executor):
    """Runs jobs on machines that see none of this one's folders, by the executor of a cluster."""

    def __init__(self, inner: Any) -> None:
        """`inner` is what the cluster offers."""
        self._inner = inner

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The job, to be done by any worker; a job that killed its worker is not tried on every other one."""
        future: Future[Any] = self._inner.submit(fn, *args, **kwargs)
        return future


@contextmanager
def executor_for(address: str | None, workers: int, ready: tuple[int, Callable[[], None]] | None = None) -> Iterator[Executor]:
    """The executor that `--executor` names; without one, so many processes of this machine.

    `ready` says how many of the processes there will be work for, and what sets one up: they get ready at once, while the jobs are still being
    thought of.
    """
    if address is not None:
        with _cluster(address) as executor:
            yield executor
    elif workers <= 1:
        yield Here()
    else:
        with _processes(workers, ready) as pool:
            yield pool


_READY = "pactbook.site.building.ready"


class Processes(ProcessPoolExecutor):
    """Processes of this machine. With `alike` they are forked from one that was set up for printing, where the system lets processes be forked."""

    def __init__(self, workers: int, *, alike: bool = False) -> None:
        self._others = frozenset(multiprocessing.active_children())
        context = multiprocessing.get_context(_FORKED if alike else "spawn")
        if alike and _FORKED != "spawn":
            context.set_forkserver_preload([_READY])
            from multiprocessing import forkserver

            forkserver.ensure_running()
        super().__init__(workers, mp_context=context, initializer=_follow_parent)

    def stop(self) -> None:
        """End the processes, whatever they do."""
        for process in frozenset(multiprocessing.active_children()) - self._others:
            process.terminate()
        self.shutdown(cancel_futures=True)


@contextmanager
def ended_with(executor: Executor) -> Iterator[None]:
    """Where what is done inside fails or is interrupted, nobody on this machine writes any more afterwards; a cluster's jobs write nothing here."""
    try:
        yield
    except BaseException:
        if isinstance(executor, Processes):
            executor.stop()
        raise


@contextmanager
def _processes(workers: int, ready: tuple[int, Callable[[], None]] | None) -> Iterator[Executor]:
    """Processes that end with this one: at once where it is interrupted, and by themselves where it is killed."""
    alike = ready is not None and ready[0] > 1 and _FORKED != "spawn"
    pool = Processes(workers, alike=alike)
    try:
        starts = [pool.submit(ready[1]) for _ in range(min(workers, ready[0]))] if ready and not alike else []
        yield pool
    except BaseException:
        pool.stop()
        raise
    if all(start.done() for start in starts):
        pool.shutdown()
    else:  # nothing was to be done, so nobody waits until they are ready
        pool.stop()


def _follow_parent() -> None:
    """In a worker: leave interruptions to the parent, and end when it is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    where = urlsplit(address)
    if where.scheme != "dask" or not where.hostname or not where.port:
        message = f"'{address}' is no executor: write dask://HOST:PORT, the address that the Dask scheduler printed"
        raise PactbookError(message)
    try:
        from distributed import Client
    except ImportError as error:
        message = "building on a Dask cluster needs Dask: pip install 'pactbook[dask]'"
        raise PactbookError(message) from error
    try:
        client = Client(f"tcp://{where.hostname}:{where.port}", timeout="10s")
    except OSError as error:
        message = f"no Dask scheduler answers at {where.hostname}:{where.port}: {error}"
        raise PactbookError(message) from error
    with client:
        yield Elsewhere(client.get_executor(pure=False, retries=0))
