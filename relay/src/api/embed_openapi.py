"""Turns the REST document into a C++ source that holds it as JSON: embed_openapi.py IN.yaml OUT.cpp"""
import json
import sys

import yaml

CHUNK = 8000  # compilers limit the length of one literal


def main(source: str, target: str) -> None:
    with open(source, encoding="utf-8") as stream:
        text = json.dumps(yaml.safe_load(stream), ensure_ascii=True, separators=(",", ":"))
    parts = [text[i:i + CHUNK] for i in range(0, len(text), CHUNK)]
    with open(target, "w", encoding="utf-8") as out:
        out.write('#include "api/openapi_document.hpp"\n\n#include <string>\n\nnamespace signalos::relay {\n\n')
        out.write("std::string_view openapi_document() {\n    static std::string const document = [] {\n        std::string text;\n")
        for part in parts:
            out.write(f'        text += R"json({part})json";\n')
        out.write("        return text;\n    }();\n    return document;\n}\n\n}  // namespace signalos::relay\n")


main(sys.argv[1], sys.argv[2])
