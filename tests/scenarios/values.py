"""Values of a scenario: ${variables} in what is sent, patterns for what is awaited."""
import re
import time
import uuid

VARIABLE = re.compile(r"\$\{([A-Za-z0-9_.]+)\}")
ABSENT = "<absent>"  # the member must be missing or null
ANY = "<any>"  # the member must be there


class Variables(dict):
    """${now} is the clock in ms, ${uuid_…} a new UUID at its first use; everything else was captured before."""

    def look_up(self, name):
        if name == "now":
            return int(time.time() * 1000)
        if name not in self:
            if not name.startswith("uuid_"):
                raise AssertionError(f"${{{name}}} is not known here")
            self[name] = str(uuid.uuid4())
        return self[name]

    def fill_known(self, value):
        """Like fill, for messages: what is not known stays as it is written."""
        try:
            return self.fill(value)
        except AssertionError:
            return value

    def fill(self, value):
        """The value with all variables replaced; a text that is one variable takes the variable's kind."""
        if isinstance(value, dict):
            return {self.fill(key): self.fill(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.fill(inner) for inner in value]
        if not isinstance(value, str):
            return value
        whole = VARIABLE.fullmatch(value)
        if whole:
            return self.look_up(whole[1])
        return VARIABLE.sub(lambda found: str(self.look_up(found[1])), value)


def matches(pattern, value, variables, captured):
    """Whether value has at least what the pattern names; unknown variables take what stands in their place."""
    if isinstance(pattern, dict):
        if not isinstance(value, dict):
            return False
        return all(_member_matches(inner, variables.fill(key), value, variables, captured) for key, inner in pattern.items())
    if isinstance(pattern, list):
        return isinstance(value, list) and len(pattern) == len(value) and all(
            matches(one, other, variables, captured) for one, other in zip(pattern, value))
    if isinstance(pattern, str):
        whole = VARIABLE.fullmatch(pattern)
        if whole and whole[1] in captured:
            return captured[whole[1]] == value
        if whole and whole[1] not in variables and whole[1] != "now" and not whole[1].startswith("uuid_"):
            captured[whole[1]] = value
            return True
        pattern = variables.fill(pattern)
    return type(pattern) is type(value) and pattern == value


def _member_matches(pattern, key, value, variables, captured):
    found = value.get(key)
    if pattern == ABSENT:
        return found is None
    if pattern == ANY:
        return found is not None
    return key in value and matches(pattern, found, variables, captured)


def find(pattern, values, variables):
    """The index of the first value that matches, or None; what it captured becomes variables."""
    for index, value in enumerate(values):
        captured = {}
        if matches(pattern, value, variables, captured):
            variables.update(captured)
            return index
    return None
