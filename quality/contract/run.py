"""Runs Schemathesis once for each role against the API that standard input describes, and prints one JSON line for each."""

import json
import os
import pathlib
import subprocess
import sys

import world

HERE = pathlib.Path(__file__).parent
# A stream of events does not end.
LEFT_OUT = ["streamFleet", "streamAudit"]


def command(settings, report):
    st = pathlib.Path(sys.executable).parent / "st"
    found = [str(st), "--config-file", str(HERE / "schemathesis.toml"), "run", settings["api"] + "/openapi.json"]
    found += ["--url", settings["api"], "--max-time", str(settings["seconds"]), "--seed", str(settings["seed"])]
    found += ["--checks", "all", "--continue-on-failure", "--no-color", "--no-shrink", "--workers", "1"]
    found += ["--suppress-health-check", "all", "--generation-database", "none", "--request-timeout", "30"]
    found += ["--report", "json", "--report-json-path", str(report)]
    for operation in LEFT_OUT:
        found += ["--exclude-operation-id", operation]
    return found


def run(settings, role):
    made = world.World(settings, role).make()
    folder = pathlib.Path(settings["folder"])
    counts, report, log = (folder / f"{role}.{end}" for end in ("counts.json", "report.json", "txt"))
    found = command(settings, report)
    found += ["-H", "Authorization: Bearer " + made.token, "-H", "X-Tenant-Slug: " + made.tenant]
    environment = os.environ | {
        "SCHEMATHESIS_HOOKS": "hooks",
        "PYTHONPATH": str(HERE),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SLUICE_API": settings["api"],
        "SLUICE_TOKEN": made.token,
        "SLUICE_TENANT": made.tenant,
        "SLUICE_IDS": json.dumps(made.ids),
        "SLUICE_KEPT": json.dumps(sorted(made.kept)),
        "SLUICE_COUNTS": str(counts),
    }
    with open(log, "w", encoding="utf-8") as out:
        code = subprocess.run(found, stdout=out, stderr=subprocess.STDOUT, env=environment, cwd=folder).returncode
    answered = json.loads(counts.read_text()) if counts.exists() else {}
    return {
        "role": role,
        "requests": sum(count for status, count in answered.items() if status != "5xx"),
        "server_errors": answered.get("5xx", 0),
        # 1 means that checks failed.
        "finished": code in (0, 1) and report.exists(),
        "failures": failures(report),
    }


def failures(report):
    if not report.exists():
        return []
    found = json.loads(report.read_text())
    return [text(failure) for failure in found.get("failures", [])] + [text(error) for error in found.get("errors", [])]


def text(entry):
    places = ", ".join(entry.get("operations", [])[:5])
    return f"{entry['title']} ({entry['count']}) {places}".strip()


def main():
    settings = json.loads(sys.stdin.readline())
    first = {"token": settings["first_admin"]}
    root = world.World(settings, settings["roles"][0])
    root.post("root", "", "/v1/public/first-admin", first)
    for role in world.ROLES:
        if role in settings["roles"]:
            print(json.dumps(run(settings, role)), flush=True)


main()
