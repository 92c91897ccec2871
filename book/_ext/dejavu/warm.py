"""Kernels that start warm: each is forked from a process that has imported the libraries.

To import pandas and Plotly takes a kernel seconds, and a chapter's charts a few tenths of one. So
one process imports them, computes nothing else, and a kernel is a fork of it: a process of its own,
which knows nothing of the other chapters. A system that can't fork starts kernels as usual.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from multiprocessing.process import BaseProcess
from typing import Any

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

IMPORTED = "dejavu.imported"  # what a kernel has imported when it starts
FORKS = "forkserver"
NAME = "warm"


def _can_fork() -> bool:
    return FORKS in multiprocessing.get_all_start_methods()


def begin() -> None:
    """Begin with the imports; they go on beside whatever this process does next."""
    if _can_fork():
        from multiprocessing import forkserver  # which Windows lacks

        multiprocessing.get_context(FORKS).set_forkserver_preload([IMPORTED])
        forkserver.ensure_running()


def beside(function: Callable[..., object], *args: object) -> BaseProcess:
    """Run a function in a process of its own, beside this one."""
    context = multiprocessing.get_context(FORKS if _can_fork() else None)
    process = context.Process(target=function, args=args)
    process.start()
    return process


@contextmanager
def kernels() -> Iterator[None]:
    """Start kernels warm, as long as the context lasts."""
    factory = KernelProvisionerFactory.instance()
    usual = factory.default_provisioner_name
    if _can_fork():
        begin()
        value = f"{__name__}:{WarmProvisioner.__name__}"
        factory.provisioners[NAME] = EntryPoint(NAME, value, factory.GROUP_NAME)
        factory.default_provisioner_name = NAME
    try:
        yield
    finally:
        factory.default_provisioner_name = usual


class Forked:
    """A forked kernel, with as much of ``subprocess.Popen`` as a provisioner asks for."""

    stdin = stdout = stderr = None

    def __init__(self, command: list[str], cwd: str, env: dict[str, str]) -> None:
        self.process = beside(_be_kernel, command, cwd, env)
        self.pid = self.process.pid

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self) -> int | None:
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self.process.kill()

    def terminate(self) -> None:
        self.process.terminate()


class WarmProvisioner(LocalProvisioner):
    """A kernel on this machine, kept as Jupyter keeps one, and forked."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        self.process = Forked(cmd, kwargs["cwd"], kwargs["env"])
        self.pid = self.process.pid
        return self.connection_info


def _be_kernel(command: list[str], cwd: str, env: dict[str, str]) -> None:
    """Be the kernel that the command ``python -m ipykernel_launcher …`` would start."""
    from ipykernel.kernelapp import launch_new_instance

    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    threading.Thread(target=_end_with_build, daemon=True).start()
    arguments = command[command.index("ipykernel_launcher") + 1 :]
    # A kernel without a parent would print how to connect to it.
    launch_new_instance(argv=[*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])


def _end_with_build() -> None:
    multiprocessing.parent_process().join()  # the build, not the process that was forked
    os._exit(1)
