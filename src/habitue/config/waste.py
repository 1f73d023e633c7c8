"""How often Python looks for waste: objects that nobody needs and that point to each other."""

import gc


def seldom_look_for_waste() -> None:
    """What is there now stays, and is not searched again.

    A request leaves some sixty such objects. To look for them every 2,000 objects, as Python does unless told, is a
    millisecond for one keystroke in thirty.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
