"""Teaches schemathesis newline-delimited JSON: the OpenAPI document shows it as an array of its lines."""

import json

import schemathesis

MEDIA_TYPE = "application/x-ndjson"


@schemathesis.serializer(MEDIA_TYPE)
def write(_context, value):
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode()
    lines = value if isinstance(value, list) else [value]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


@schemathesis.deserializer(MEDIA_TYPE)
def read(_context, response):
    return [json.loads(line) for line in response.text.splitlines() if line.strip()]
