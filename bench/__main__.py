"""Run the sections named on the command line, or all: each in a process of its own, on a database of its own."""

import os
import subprocess
import sys
import tempfile

SECTIONS = {
    "importing": "import of 100,000 and 1,000,000 customers",
    "search": "the one box at 10,000, 100,000 and 1,000,000 customers",
    "sale": "completing sales, one by one and by eight tills at once",
    "balances": "a balance of 5,000 entries, its statement, and eight tills that redeem it",
    "pricing": "50 lines under 200 promotions, and attaching a customer whose prices are others",
    "duplicates": "likely duplicates among 200,000 customers",
    "record": "a customer with 2,000 purchases: their page, and their card on the sale",
    "contacts": "the customers' list and its filters at 1,000,000, and all of them as files",
    "screen": "opening the sell screen, and last key to painted list",
}


def main() -> int:
    chosen = sys.argv[1:] or list(SECTIONS)
    if unknown := set(chosen) - set(SECTIONS):
        print(f"No such section: {', '.join(sorted(unknown))}. There are: {', '.join(SECTIONS)}.")
        return 2
    failed = 0
    with tempfile.TemporaryDirectory(prefix="habitue-bench-") as home:
        surroundings = os.environ | {"HABITUE_BENCH": os.environ.get("HABITUE_BENCH") or home}
        for name in chosen:
            print(f"\n=== {name}: {SECTIONS[name]} ===", flush=True)
            section = [sys.executable, "-m", f"bench.{name}"]
            failed += subprocess.run(section, check=False, env=surroundings).returncode != 0
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
