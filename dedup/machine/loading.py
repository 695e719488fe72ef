"""Loading functions that were compiled before, without what numba needs only to compile others.

Before it loads the first, numba registers everything it can compile; beside the machine code of each function it parses
the bitcode that others could inline, and lists its symbols; and it imports the modules of functions that were inlined.
All this is put off until there is something to compile.
"""

from __future__ import annotations

from typing import Any, Final

import llvmlite.binding as llvm
import numba
from numba.core import environment
from numba.core.caching import Cache, CompileResultCacheImpl
from numba.core.runtime import _nrt_python

from dedup.machine.compiled import NOT_NEEDED
from dedup.machine.imports import without

NEWEST_KNOWN: Final = (0, 68)  # what is changed here has been the same since 0.61

_NUMBAS = Cache.load_overload, CompileResultCacheImpl.rebuild, environment._rebuild_env
_NO_BITCODE = llvm.parse_assembly("").as_bitcode()
# Libraries of machine code that were loaded without their bitcode, and that. numba loads and compiles under a lock.
_put_off: list[tuple[Any, bytes]] = []


def put_off_compiling() -> None:
    """Let numba load functions in this way until it meets one that was not compiled before; then restore it.

    For processes of our own, since it changes numba. Versions of numba newer than those examined are left alone.
    """
    if numba.version_info.short > NEWEST_KNOWN:
        return
    for name, address in _nrt_python.c_helpers.items():  # what manages memory: all that machine code calls
        llvm.add_symbol(name if name.startswith("_") else f"NRT_{name}", address)
    _set(_load_overload, _rebuild, _rebuild_env)


def _set(load_overload: Any, rebuild: Any, rebuild_env: Any) -> None:
    Cache.load_overload, CompileResultCacheImpl.rebuild, environment._rebuild_env = load_overload, rebuild, rebuild_env


def _load_overload(cache: Any, signature: object, context: Any) -> object:
    with cache._guard_against_spurious_io_errors():
        if found := cache._load_overload(signature, context):
            return found
    _set(*_NUMBAS)
    with without(*NOT_NEEDED):
        import numba.np.arraymath  # noqa: F401 - it is what looks for them
    for library, bitcode in _put_off:
        library._shared_module = llvm.parse_bitcode(bitcode)
        library.codegen._engine._load_defined_symbols(library._shared_module)
    _put_off.clear()
    return None


def _rebuild(impl: Any, context: Any, payload: tuple[Any, ...]) -> Any:
    (name, kind, (code, bitcode)), function, *others = payload
    context.codegen()._engine._defined_symbols.add(function.llvm_cpython_wrapper_name)  # the one symbol looked for
    _, rebuild, _ = _NUMBAS
    found = rebuild(impl, context, ((name, kind, (code, _NO_BITCODE)), function, *others))
    _put_off.append((found.library, bitcode))
    return found


def _rebuild_env(module: str, consts: list[object], name: str) -> environment.Environment:
    """Return what machine code needs of Python: its constants, and the name of its module."""
    found = environment.lookup_environment(name)
    if found is None:
        found = environment.Environment({"__name__": module})
        found.consts[:] = consts
        found.env_name = name
        environment.Environment._memo[name] = found
    return found
