"""When Python looks for waste: objects that nobody needs and that point to each other."""

import gc
from threading import Thread
from time import sleep

WORTH_IT = 20_000
AT_MOST = 200_000
"""So many objects more than there were: then it is done when nobody asks for anything, or at once."""

PAUSE = 0.3
"""Seconds in which nobody has asked for anything."""


def look_for_waste_in_pauses() -> None:
    """Not while somebody waits for an answer, if it can be helped. What is there now stays, and is not searched again.

    A request leaves some sixty such objects. Python by itself looks every 2,000 objects, which costs one keystroke in
    thirty a millisecond, and one in two hundred eight.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    Thread(target=_look_in_pauses, daemon=True).start()


def _look_in_pauses() -> None:
    before = 0
    while True:
        sleep(PAUSE)
        count, *_older = gc.get_count()
        if count >= AT_MOST or (count >= WORTH_IT and count == before):
            gc.collect()
        before = count
