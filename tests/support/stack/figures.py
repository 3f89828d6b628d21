"""The text form of Prometheus, read back."""


def figures_of(text):
    """(name, "label=value,…" in the order of the labels' names) -> number."""
    found = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        head, value = line.rsplit(" ", 1)
        name, _, labels = head.partition("{")
        pairs = sorted(pair.replace('"', "") for pair in labels.rstrip("}").split(",") if pair)
        found[name, ",".join(pairs)] = float(value)
    return found
