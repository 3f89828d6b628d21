"""Whether two requests cost the same: the store operations behind each are counted and must be equal; how long each took is told as ranks."""
import collections
import statistics
import time

from figures import figures_of

NAME = "signalos_store_operation_seconds_count"


# What the relay does by itself, and what the trader beside the attack asks with every look.
APART = {f"operation={name}" for name in ("claim_commands", "expire_queued", "overview", "find_user_session")}


class Work:
    """Compares what two ways of asking one relay cost it."""

    def __init__(self, siege):
        self._siege = siege
        self._reader = siege.browser()

    def _operations(self):
        figures = figures_of(self._reader.get("/metrics").body)
        return collections.Counter({labels: int(value) for (name, labels), value in figures.items()
                                    if name == NAME and labels not in APART})

    def compare(self, name, one, other, rounds=40, counted=5):
        """`one` and `other` take the number of the try; they are asked in turn, the first of a pair alternating. The work must be
        equal, the ranks are printed."""
        took, asked = ([], []), []
        for ask in (one, other):
            before = self._operations()
            for number in range(counted):
                ask(number)
            asked.append(self._operations() - before)
        for number in range(counted, counted + rounds):
            for which in (0, 1) if number % 2 else (1, 0):
                began = time.perf_counter()
                (one, other)[which](number)
                took[which].append(time.perf_counter() - began)
        wins = sum(a > b for a in took[0] for b in took[1])
        medians = [statistics.median(times) * 1000 for times in took]
        print(f"        {name}: slower in {wins} of {rounds * rounds} pairs (half is alike), medians {medians[0]:.2f} and {medians[1]:.2f} ms", flush=True)
        self._siege.case(f"{name}: the store is asked the same of both", asked[0] == asked[1] and asked[0], asked)
