"""A log call names no secret. The Secret type cannot be formatted; this catches what is secret before it becomes one."""
import re

from common import CPP, Finding, Source, bare_cpp, line_of

CALL = re.compile(
    r"\b(?:(?:spdlog::|\w*log(?:ger)?_?(?:\(\))?(?:->|\.|::))(?:trace|debug|info|warn|warning|error|critical|log)"
    r"|SPDLOG_\w+|LOG_\w+|log_\w+|console\.\w+|std::print|printf|fprintf)\s*\(")
STREAM = re.compile(r"\bstd::(?:cout|cerr|clog)\s*<<[^;]*")
SECRET = re.compile(r"\b\w*(?:password|passwd|secret|token|credential|cookie|pairing_?code|private_?key|api_?key|reveal)\w*\b|\b(?:\w+_)?key\b", re.I)
# About a secret, or named like one, without being one.
HARMLESS = re.compile(r"(?:idempotency|primary|foreign|sort|map|public|stream)_?key$|(?:_id|_name|_kind|_count|_size|_ms|_file|_path|_error|_expired|_revoked)$|^log_", re.I)
SCRIPT = (".ts", ".tsx", ".js", ".mjs")
STRING = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'")
TEMPLATE = re.compile(r"`((?:\\.|[^`\\])*)`", re.S)


def bare_script(text: str) -> str:
    """TypeScript without comments and strings; what a template string inserts stays."""
    def keep_inserts(match: re.Match[str]) -> str:
        inserts = [(insert.start(), insert.end()) for insert in re.finditer(r"\$\{[^}]*\}", match[0])]
        return "".join(char if char == "\n" or any(a <= at < b for a, b in inserts) else " " for at, char in enumerate(match[0]))

    text = re.sub(r"(?<!:)//[^\n]*", "", text)
    text = STRING.sub(lambda match: '"' + " " * (len(match[0]) - 2) + '"', text)
    return TEMPLATE.sub(keep_inserts, text)


def arguments(text: str, start: int) -> str:
    """The text from an opening parenthesis to the one that closes it."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return text[start:at]
    return text[start:]


def check(source: Source) -> list[Finding]:
    if source.path.endswith(CPP):
        text = bare_cpp(source.text)
    elif source.path.endswith(SCRIPT):
        text = bare_script(source.text)
    else:
        return []
    spans = [(match.start(), arguments(text, match.end() - 1)) for match in CALL.finditer(text)]
    spans += [(match.start(), match[0]) for match in STREAM.finditer(text)]
    found = []
    for start, span in spans:
        names = [match[0] for match in SECRET.finditer(span) if not HARMLESS.search(match[0])]
        if names:
            found.append(Finding(line_of(text, start), f"a log call names {', '.join(sorted(set(names)))}"))
    return found
