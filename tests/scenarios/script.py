"""Reads a .scn file: comments, one step a line, a step's JSON may go on in indented lines."""
import json
import pathlib
import re

TIMES = re.compile(r"(\d+) times: (.*)", re.DOTALL)


class Step:
    """One step: who does what, the words between and the JSON at the end, if any."""

    def __init__(self, number, text):
        self.number = number
        self.text = text
        repeated = TIMES.fullmatch(text)
        self.times = int(repeated[1]) if repeated else 1
        words = repeated[2] if repeated else text
        raw = re.match(r"\S+ sends text ", words)
        at = -1 if raw else words.find("{")
        while at > 0 and words[at - 1] == "$":  # a variable, not the JSON
            at = words.find("{", at + 1)
        self.words = (words if at < 0 else words[:at]).split()
        self.json = None if at < 0 else self._read(words[at:])
        if len(self.words) < 2:
            raise ValueError(f"line {number}: a step says who does what: {text}")
        self.who = self.words[0]

    def _read(self, text):
        try:
            return json.loads(text)
        except ValueError as why:
            raise ValueError(f"line {self.number}: {why}: {text}") from None


class Script:
    """A scenario; `rule` is its first comment line, in words."""

    def __init__(self, name, text):
        self.name = name
        self.rule = ""
        self.steps = []
        open_step = None
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip():
                continue
            if line.startswith("#"):
                if not self.rule and line.startswith("# rule: "):
                    self.rule = line[len("# rule: "):].strip()
                continue
            if line[0].isspace():
                if open_step is None:
                    raise ValueError(f"line {number}: goes on from nothing")
                open_step[1] += " " + line.strip()
                continue
            open_step = [number, line.strip()]
            self.steps.append(open_step)
        self.steps = [Step(number, words) for number, words in self.steps]
        if not self.rule:
            raise ValueError(f"{name}: the first line must be `# rule: …`")
        if not any(step.words[1] in {"<", "->", "closed", "never"} for step in self.steps):
            raise ValueError(f"{name}: expects nothing")


def read_script(path):
    path = pathlib.Path(path)
    return Script(path.stem, path.read_text())
