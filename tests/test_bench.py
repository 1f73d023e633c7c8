"""Benchmarks are run by hand, so that it would be seen late that they name what is called otherwise by now."""

from importlib import import_module
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
BENCHMARKS = [f"bench.{file.stem}" for file in sorted((HERE / "bench").glob("[!_]*.py"))]


@pytest.mark.parametrize("benchmark", BENCHMARKS)
def test_it_finds_what_it_names(benchmark: str) -> None:
    import_module(benchmark)
