"""Runs functions in forked processes: over many items in order, once in the background, or on demand."""

from __future__ import annotations

import gc
import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

SMALL = 64
"""Fewer items per process than this are not worth a fork, unless each takes long."""
CHUNK = 8
"""Items whose results are sent together."""
SHIFT = 4_096
"""Items after which a worker is replaced by a newly forked one. A worker shares the memory of this process until it touches a
value: then the system copies that page, because Python updates its reference count. A new worker shares everything again."""
ENDED = "a worker process was killed (if memory ran out, run fewer at once, with --jobs)"


class Ended(ChildProcessError):
    """Another process was killed before it answered."""


def cores() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_ENDING_SIGNALS = {signal.SIGINT, signal.SIGTERM}
"""The signals that ask a process to end."""


@contextmanager
def undisturbed() -> Iterator[Callable[[], object]]:
    """Block signals while this process starts another: an exception from a handler would be lost, or be raised in both.

    The context yields a function that lets them in. To be called once the other process is sure to be ended with this one.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING_SIGNALS)
    try:
        yield partial(signal.pthread_sigmask, signal.SIG_SETMASK, before)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _forked() -> None:
    """Set up a newly forked process: it ignores Ctrl+C, since its parent ends it then, and SIGTERM ends it at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING_SIGNALS)


@contextmanager
def background(function: Callable[[], Result], jobs: int) -> Iterator[Callable[[], Result]]:
    """Compute `function()` in another process, forked now. The context yields a function that waits for the result.

    With one job, or on a system that cannot fork, this process computes it when that function is called, which also raises
    what `function` raises. A result that was not asked for by the end of the context is not waited for.
    """
    if jobs < 2 or not hasattr(os, "fork"):
        yield cache(function)
        return
    source, sink = os.pipe()
    with undisturbed() as listen:
        child = os.fork()
        if not child:
            os.close(source)
            _answer(function, sink)
        try:
            listen()
            os.close(sink)
            with open(source, "rb") as pipe:
                yield cache(lambda: _answered(lambda: pickle.load(pipe)))
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _answer(function: Callable[[], Result], sink: int) -> NoReturn:
    """Write the outcome of `function` to `sink` and exit at once, without finishing anything that the parent had begun."""
    _forked()
    try:
        outcome = _outcome(function)
        with suppress(BrokenPipeError), open(sink, "wb") as pipe:
            pickle.dump(outcome, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _outcome(function: Callable[[], Result]) -> tuple[Result | None, Exception | None]:
    """Return the result of `function` and the exception that it raised, to be raised again where the result is awaited."""
    try:
        return function(), None
    except Exception as raised:
        return None, raised


def _message(receive: Callable[[], Any]) -> Any:
    """Return what another process sent; raise `Ended` if it was killed before it sent that, or in the middle of it."""
    try:
        return receive()
    except (EOFError, OSError, pickle.UnpicklingError):
        raise Ended(ENDED) from None


def _answered(awaited: Callable[[], Any]) -> Any:
    """Return what a function returned in another process, or raise what it raised there; `awaited` receives the outcome."""
    result, error = _message(awaited)
    if error is not None:
        raise error
    return result


@contextmanager
def fork_server(function: Callable[[Item], Result]) -> Iterator[Callable[[Item], Result]]:
    """Fork a process that waits for calls; the context yields a function that has it compute `function(item)` at each call.

    For a process that is about to start threads, after which it is not safe to fork. Each call runs in a new process, so that
    all the memory it takes is released. What `function` raises is raised by the call. On a system that cannot fork, this
    process computes it.
    """
    if not hasattr(os, "fork"):
        yield function
        return
    import multiprocessing

    forked = multiprocessing.get_context("fork")
    here, there = forked.Pipe()
    waiting = forked.Process(target=_serve, args=(function, there, here))

    def ask(item: Item) -> Any:
        with suppress(BrokenPipeError):  # it has ended, which reading its answer will reveal
            here.send(item)
        return _answered(here.recv)

    with undisturbed() as listen:
        waiting.start()
        try:
            listen()
            there.close()
            yield ask
        finally:
            if waiting.pid:
                with suppress(ProcessLookupError):  # it may not have become the leader of its group yet
                    os.killpg(waiting.pid, signal.SIGKILL)
            waiting.kill()
            waiting.join()


def _serve(function: Callable[[Item], Result], line: Connection, end: Connection) -> None:
    """Answer requests from `line`, whose other `end` is the parent's, until the parent exits or ends this process."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING_SIGNALS)
    os.setpgid(0, 0)  # so that the parent can kill it with its children; Ctrl+C does not reach them
    end.close()
    with suppress(EOFError, ConnectionError):
        while True:
            with background(partial(function, line.recv()), 2) as computed:
                line.send(_outcome(computed))


def in_order(function: Callable[[Item], Result], items: Sequence[Item], jobs: int, *, small: int = 0) -> Iterator[Result]:
    """Yield `function(item)` for each of `items`, in their order, computed by `jobs` processes.

    The processes are forked and share the memory of this one, so that `function` may be any closure and only results are
    pickled, not items. With one job, on a system that cannot fork, or with few items for each process (`small`, or else
    `SMALL`), this process computes them. What `function` raises is raised here, in its place in the order.
    """
    jobs = min(jobs, len(items) // (small or SMALL))
    if jobs < 2 or not hasattr(os, "fork"):
        yield from map(function, items)
        return
    for start in range(0, len(items), jobs * SHIFT):
        yield from _shift(function, items[start : start + jobs * SHIFT], jobs)


def _shift(function: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """Yield `function(item)` for each of `items`, in their order, computed by `jobs` newly forked processes."""
    import multiprocessing  # a build of a few pages does not need it

    forked = multiprocessing.get_context("fork")
    workers: list[Any] = []
    sources: list[Connection] = []
    try:
        for first in range(jobs):
            source, sink = forked.Pipe(duplex=False)
            ends = (*sources, source)
            worker = forked.Process(target=_work, args=(function, items, first, jobs, sink, ends), daemon=True)
            with undisturbed():
                worker.start()
                workers.append(worker)
            sink.close()  # before the next fork, so that the pipe closes when its worker ends
            sources.append(source)
        for number in range(-(-len(items) // CHUNK)):
            yield from _received(sources[number % jobs])
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _received(source: Connection) -> Iterator[Result]:
    results, error = _message(source.recv)
    yield from results
    if error is not None:
        raise error


def _work(
    function: Callable[[Item], Result], items: Sequence[Item], first: int, step: int, sink: Connection, ends: Sequence[Connection]
) -> None:
    """Compute every `step`-th chunk of `items` from the chunk `first` on, and send each to `sink`.

    `ends` are the parent's ends of the pipes, which this process inherited. They are closed: as long as a pipe has a reader,
    a worker whose parent was killed would wait for ever.
    """
    for end in ends:
        end.close()
    _forked()
    parent = os.getppid()
    gc.disable()  # a worker ends soon and makes hardly any cycles; looking for them takes a twentieth of its time
    for start in range(first * CHUNK, len(items), step * CHUNK):
        if os.getppid() != parent:
            return  # the parent was killed: no more results are wanted
        results: list[Result] = []
        error: Exception | None = None
        try:
            for item in items[start : start + CHUNK]:
                results.append(function(item))
        except Exception as raised:  # raised again where the results are awaited
            error = raised
        try:
            sink.send_bytes(pickle.dumps((results, error), protocol=pickle.HIGHEST_PROTOCOL))
        except BrokenPipeError:
            return  # the parent no longer reads
        if error is not None:
            return
