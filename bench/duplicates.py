"""200,000 customers compared with each other. HABITUE_BENCH_DUPLICATES changes their number."""

import os
import time

AIM_SECONDS = 60
MANY = int(os.environ.get("HABITUE_BENCH_DUPLICATES", "200000"))


def main() -> None:
    from bench.population import shop_with

    os.environ["HABITUE_DATA"] = str(shop_with(MANY))
    os.environ["DJANGO_SETTINGS_MODULE"] = "habitue.config.settings"
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    import psutil

    from bench.measure import verdict
    from habitue.customers.likeness import find_likenesses

    start = time.perf_counter()
    found = find_likenesses(lambda _done, _of: None)
    took = time.perf_counter() - start
    memory = psutil.Process().memory_info().rss / 2**20
    print(
        f"comparing {MANY:>9,} customers      {took:7.1f} s   {memory:6.0f} MB   {found:,} pairs listed"
        f"   aim <= {AIM_SECONDS} s: {verdict(took <= AIM_SECONDS)}",
        flush=True,
    )


if __name__ == "__main__":
    main()
