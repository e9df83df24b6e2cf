"""Judges lines of JSON by a JSON Schema, with the package jsonschema.

stdin: {"schema": …, "lines": [["header" or "event", "the line"], …]}; stdout: what each is: true, false.
"""
import json
import sys

from jsonschema import Draft202012Validator


def refuse(constant):
    raise ValueError(constant)


def judged(validators, part, line):
    try:
        value = json.loads(line, parse_constant=refuse)
    except (ValueError, RecursionError):
        return False
    return validators[part].is_valid(value)


asked = json.load(sys.stdin)
schema = asked["schema"]
Draft202012Validator.check_schema(schema)
parts = {
    part: Draft202012Validator({**schema, "if": True, "then": {"$ref": f"#/$defs/{part}"}})
    for part in ("header", "event")
}
json.dump([judged(parts, part, line) for part, line in asked["lines"]], sys.stdout)
