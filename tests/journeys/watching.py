"""Why a turn of the event loop was long: what the program's thread was seen doing during it."""

import sys
import threading
import time
import traceback
from collections import Counter

_EVERY = 0.004
_DEEP = 14


class Watcher:
    """Looks at the program's thread every few milliseconds; `told` names what a long turn was made of."""

    def __init__(self) -> None:
        """Begin to watch the thread that calls this."""
        self._thread, self._seen = threading.get_ident(), list[str]()
        threading.Thread(target=self._watch, daemon=True).start()

    def turn(self) -> list[str]:
        """Forget what was seen, for another turn begins; hand it out."""
        seen, self._seen = self._seen, []
        return seen

    def told(self, seen: list[str]) -> str:
        """The stacks seen most often."""
        return "\n".join(f"--- seen {count} times\n{stack}" for stack, count in Counter(seen).most_common(4))

    def _watch(self) -> None:
        while True:
            time.sleep(_EVERY)
            frame = sys._current_frames().get(self._thread)
            if frame is not None:
                lines = traceback.StackSummary.extract(
                    traceback.walk_stack(frame), limit=_DEEP, lookup_lines=False
                )
                self._seen.append("\n".join(f"{each.filename}:{each.lineno} {each.name}" for each in lines))
