"""How an attacks_*.py file names its attacks."""


class Catalogue(dict):
    """name → (function, MiB that it may cost above what the relay held before it)."""

    def attack(self, name, memory=24):
        def keep(function):
            self[name] = (function, memory)
            return function
        return keep
