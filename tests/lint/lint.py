"""Runs lint rules over the tree: lint.py [rule...]. A finding is silenced by `lint: allow RULE: reason` on or above its line."""
import sys

import coroutines
import honest_tests
import layers
import places
import secrets_in_logs
import size
from common import is_allowed, tree

RULES = {
    "layers": layers.check,
    "coroutines": coroutines.check,
    "secrets": secrets_in_logs.check,
    "places": places.check,
    "honest_tests": honest_tests.check,
    "size": size.check,
}


def main(names: list[str]) -> int:
    sources = list(tree())
    count = 0
    for name in names or list(RULES):
        for source in sources:
            for finding in RULES[name](source):
                if not is_allowed(source, finding.line, name):
                    print(f"{source.path}:{finding.line}: {name}: {finding.message}")
                    count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
