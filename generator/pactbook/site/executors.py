"""Where sites are built: in processes of this machine, in this very process, or on a cluster that speaks the same interface."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pactbook.problems import PactbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Here(Executor):
    """Runs each job at once in this process: one site is not worth a second process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run it now; what it raises is kept for whoever asks for the result."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as every executor does
            future.set_exception(error)
        return future


@contextmanager
def executor_for(address: str | None, workers: int) -> Iterator[Executor]:
    """The executor that `--executor` names; without one, so many processes of this machine."""
    if address is not None:
        with _cluster(address) as executor:
            yield executor
    elif workers <= 1:
        yield Here()
    else:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            yield pool


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
        yield client.get_executor()
