"""Hooks of Schemathesis: they put ids and ETags of existing rows into half of the valid requests, and count what is answered."""

import json
import os
import zlib
from collections import Counter

import requests
import schemathesis
from schemathesis.core.parameters import ParameterLocation

API = os.environ["SLUICE_API"]
HEADERS = {"Authorization": "Bearer " + os.environ["SLUICE_TOKEN"], "X-Tenant-Slug": os.environ["SLUICE_TENANT"]}
IDS = json.loads(os.environ["SLUICE_IDS"])
KEPT = set(json.loads(os.environ["SLUICE_KEPT"]))
COUNTS = os.environ["SLUICE_COUNTS"]

session = requests.Session()
listed = {}
answered = Counter()


def rows(path):
    """Returns the ids of a list, read again after each tenth use."""
    uses, ids = listed.get(path, (0, []))
    if uses % 10 == 0:
        answer = session.get(API + path + "?limit=50", headers=HEADERS, timeout=30)
        items = answer.json().get("items", []) if answer.status_code == 200 else []
        ids = [str(item["id"]) for item in items if "id" in item]
    listed[path] = (uses + 1, ids)
    return ids


def choose_ids(template, number, kept):
    """Returns values of the path parameters that name rows, as far as there are any."""
    chosen, path = {}, ""
    for part in template.strip("/").split("/"):
        if part.startswith("{"):
            name = part[1:-1]
            found = [IDS[name]] if name in IDS else [i for i in rows(path) if i not in kept]
            if not found:
                return {}
            chosen[name] = part = found[number % len(found)]
        path += "/" + part
    return chosen


def fill(body, number):
    """Puts ids of rows into the members of a body that name one."""
    if isinstance(body, dict):
        for name, value in body.items():
            if name in IDS and isinstance(value, str):
                body[name] = IDS[name]
            elif name == "api_services" and isinstance(value, list) and value:
                body[name] = [IDS["api_service_id"]]
            else:
                fill(value, number)
    elif isinstance(body, list):
        for value in body:
            fill(value, number)


def negative(case, location):
    return case.meta is not None and case.meta.is_negative_at(location)


@schemathesis.hook
def before_call(context, case, kwargs):
    text = json.dumps([case.path_parameters, case.query, str(case.body)], default=str, sort_keys=True)
    number = zlib.crc32(text.encode("utf-8", "replace"))
    if number % 2:
        return
    number //= 2
    template = case.operation.path
    kept = set() if case.method.upper() == "GET" else KEPT
    if "{" in template and not negative(case, ParameterLocation.PATH):
        chosen = choose_ids(template, number, kept)
        if chosen:
            case.path_parameters = {**(case.path_parameters or {}), **chosen}
            if "If-Match" in (case.headers or {}) and not negative(case, ParameterLocation.HEADER):
                path = template.format(**chosen)
                etag = session.get(API + path, headers=HEADERS, timeout=30).headers.get("ETag")
                if etag:
                    case.headers["If-Match"] = etag
    if not negative(case, ParameterLocation.BODY):
        fill(case.body, number)


@schemathesis.hook
def after_call(context, case, response):
    answered[str(response.status_code)] += 1
    if response.status_code >= 500:
        answered["5xx"] += 1
    with open(COUNTS, "w", encoding="utf-8") as out:
        json.dump(answered, out)
