"""What is kept for long is set aside from the search for garbage."""

from __future__ import annotations

import gc
import weakref

from rumbo.base.memory import set_aside


class Node:
    me: Node


def test_what_is_alive_is_set_aside_and_what_was_let_go_is_found_the_next_time() -> None:
    kept = [Node() for _ in range(1000)]
    gone = Node()
    gone.me = gone
    seen = weakref.ref(gone)
    set_aside()
    assert gc.get_freeze_count() >= len(kept)
    assert not any(one is kept[0] for one in gc.get_objects())
    del gone
    gc.collect()
    assert seen() is not None
    set_aside()
    assert seen() is None
    gc.unfreeze()
