"""Turns the REST document into a C++ source that holds it as JSON: embed_openapi.py IN.yaml OUT.cpp"""
import json
import sys

import yaml

CHUNK = 8000  # compilers limit the length of one literal


def refuse_odd_names(node, where="") -> None:
    """YAML reads a bare on, off, yes or no as a truth value; as a member's name that is never meant."""
    if isinstance(node, list):
        for item in node:
            refuse_odd_names(item, where)
    elif isinstance(node, dict):
        for name, inner in node.items():
            if not isinstance(name, str):
                sys.exit(f"{where}/{name}: this name must stand in quotes")
            if name == "required" and isinstance(inner, list) and not all(isinstance(one, str) for one in inner):
                sys.exit(f"{where}/required: a name in it must stand in quotes")
            refuse_odd_names(inner, f"{where}/{name}")


def main(source: str, target: str) -> None:
    with open(source, encoding="utf-8") as stream:
        document = yaml.safe_load(stream)
    refuse_odd_names(document)
    text = json.dumps(document, ensure_ascii=True, separators=(",", ":"))
    parts = [text[i:i + CHUNK] for i in range(0, len(text), CHUNK)]
    with open(target, "w", encoding="utf-8") as out:
        out.write('#include "api/openapi_document.hpp"\n\n#include <string>\n\nnamespace signalos::relay {\n\n')
        out.write("std::string_view openapi_document() {\n    static std::string const document = [] {\n        std::string text;\n")
        for part in parts:
            out.write(f'        text += R"json({part})json";\n')
        out.write("        return text;\n    }();\n    return document;\n}\n\n}  // namespace signalos::relay\n")


main(sys.argv[1], sys.argv[2])
