"""gcc 12 destroys some temporaries of a full-expression that awaits twice (docs/decisions/0001-cpp20-and-gcc-12.md).

So a statement with co_await holds no lambda with captures and no braces; what needs one is named on the line above. Stricter
than the bug, and simple to obey. The scan is a small statement parser: a lambda's body is a list of statements of its own.
"""
import re

from common import CPP, Finding, Source, bare_cpp, line_of

TOKEN = re.compile(r"[A-Za-z_]\w*|->|::|\"[^\"]*\"|\d[\w.]*|\S", re.S)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.M)
OPENERS = {"(": ")", "[": "]"}
TYPE_WORDS = {"struct", "class", "union", "enum", "namespace"}
# What may stand before the brace of a block; anything else makes it an initializer.
BEFORE_BLOCK = {")", ":", "}", "else", "do", "try", "const", "noexcept", "override", "final", "mutable"}
AFTER_PARAMETERS = re.compile(r"(?:mutable|noexcept|constexpr|->|::|[\w<>,*&\s])*")


class Scanner:
    def __init__(self, text: str) -> None:
        blanked = DIRECTIVE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), bare_cpp(text))
        self.tokens = [(match[0], line_of(blanked, match.start())) for match in TOKEN.finditer(blanked)]
        self.at = 0
        self.found: list[Finding] = []

    def block(self) -> None:
        """Reads statements up to the closing brace, or the end of the file."""
        while self.at < len(self.tokens):
            if self.tokens[self.at][0] == "}":
                self.at += 1
                return
            self.statement()

    def statement(self) -> None:
        words: list[str] = []
        awaits: list[int] = []
        reasons: list[str] = []
        depth = braces = 0
        while self.at < len(self.tokens):
            word, line = self.tokens[self.at]
            if word == "}" and braces == 0:
                break
            self.at += 1
            if word == "co_await":
                awaits.append(line)
            depth += (word in OPENERS) - (word in OPENERS.values())
            if word == "{":
                capture = lambda_capture(words)
                if capture is not None:
                    if capture:
                        reasons.append("a lambda with captures")
                    self.block()
                    words += ["{", "}"]
                    continue
                if depth == 0 and braces == 0 and opens_block(words):
                    self.report(awaits, reasons)
                    self.block()
                    return
                reasons.append("braces")
                braces += 1
            elif word == "}":
                braces -= 1
            elif word == ";" and depth <= 0 and braces == 0:
                break
            words.append(word)
        self.report(awaits, reasons)

    def report(self, awaits: list[int], reasons: list[str]) -> None:
        if awaits and reasons:
            self.found.append(Finding(awaits[0], f"co_await in a statement with {' and '.join(sorted(set(reasons)))}: "
                                                 "name it on the line above"))


def lambda_capture(words: list[str]) -> str | None:
    """The capture list when a brace after these words opens a lambda's body, else None."""
    end = len(words)
    for at in range(len(words) - 1, -1, -1):
        if words[at] not in (")", "]"):
            continue
        if not AFTER_PARAMETERS.fullmatch(" ".join(words[at + 1:end])):
            return None
        start = opening(words, at)
        if start is None:
            return None
        if words[at] == ")":
            if start == 0 or words[start - 1] != "]":
                continue
            end = start
            continue
        subscript = start > 0 and (re.fullmatch(r"\w+|[)\]]", words[start - 1]) and words[start - 1] not in ("return", "co_return", "co_await"))
        return None if subscript else " ".join(words[start + 1:at])
    return None


def opening(words: list[str], closing: int) -> int | None:
    """Where the bracket closed at `closing` was opened."""
    depth = 0
    for at in range(closing, -1, -1):
        depth += (words[at] in OPENERS.values()) - (words[at] in OPENERS)
        if depth == 0:
            return at
    return None


def opens_block(words: list[str]) -> bool:
    if not words or words[-1] in BEFORE_BLOCK:
        return True
    if words[0] == "extern" or (TYPE_WORDS & set(words) and not {"(", "="} & set(words)):
        return True
    return "->" in words and "=" not in words and words[0] not in ("return", "co_return", "co_await")


def check(source: Source) -> list[Finding]:
    if not source.path.endswith(CPP) or "co_await" not in source.text:
        return []
    scanner = Scanner(source.text)
    while scanner.at < len(scanner.tokens):
        scanner.block()
    return scanner.found
