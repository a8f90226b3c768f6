import asyncio

from benchmarks import logins_beside_readers as benchmark
from benchmarks._portal import Portal


def test_readers_read_while_others_log_in_and_the_ratio_is_told(served: Portal) -> None:
    figures = asyncio.run(benchmark.measure(served, readers=3, logins=2, rounds=2, alone=1, think=(0.02, 0.05)))

    assert len(figures.logins) == 4
    assert len(figures.alone) >= 3
    assert len(figures.beside) >= 3
    told = benchmark.report(figures)
    print(told)  # noqa: T201 - figures of a busy machine: told, not judged
    assert f"p95 {figures.ratio:.2f}" in told
