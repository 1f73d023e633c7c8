"""The one box: at the database and over HTTP, beside the naive way, and whether it returns what its rules say.

HABITUE_BENCH_SIZES changes the numbers of customers. With DATABASE_URL the database half runs on PostgreSQL instead.
"""

import os
import subprocess
import sys

from bench.measure import verdict
from bench.population import shop_with

SIZES = [int(size) for size in os.environ.get("HABITUE_BENCH_SIZES", "10000,100000,1000000").split(",")]


def main() -> int:
    worst: dict[int, float] = {}
    failed = 0
    for size in SIZES:
        print(f"\n--- {size:,} customers ---", flush=True)
        data = shop_with(size)
        environment = os.environ | {"HABITUE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "habitue.config.settings"}
        environment.pop("DATABASE_URL", None)
        for part in ("at_database", "over_http"):
            command = [sys.executable, "-m", f"bench.search_{part}", str(size)]
            done = subprocess.run(command, check=False, env=environment, stdout=subprocess.PIPE, text=True)
            failed += done.returncode != 0
            for line in done.stdout.splitlines():
                if line.startswith("="):
                    worst[size] = float(line[1:])
                else:
                    print(line, flush=True)
    if len(worst) > 1:
        smallest, largest = min(worst), max(worst)
        ratio = worst[largest] / worst[smallest]
        print(
            f"\nevery keystroke over HTTP, p50 at {largest:,} against {smallest:,}: {ratio:.2f} times   "
            f"aim <= 1.5: {verdict(ratio <= 1.5)}"
        )
    return failed


if __name__ == "__main__":
    sys.exit(main())
