"""Collects the results of the parts in one JSON file: report.py WORK RESULT.json"""

import glob
import json
import os
import sys

import table

STATUS = {0: "passed", None: "skipped", 124: "timeout", 137: "timeout"}


def entry(path):
    folder = os.path.dirname(path)
    with open(path, encoding="utf-8") as file:
        raw = json.load(file)
    with open(f"{folder}/text", encoding="utf-8", errors="replace") as file:
        lines = file.read().splitlines()
    found = {
        "part": raw["part"],
        "status": STATUS.get(raw["exit"], "failed"),
        "exit": raw["exit"],
        "seconds": round(raw["ended"] - raw["began"], 2),
        "began": raw["began"],
        "output": lines[-400:],
    }
    for result in sorted(glob.glob(f"{folder}/*.json")):
        name = os.path.basename(result)[: -len(".json")]
        if name != "entry":
            found[name] = read(result)
    if os.path.exists(f"{folder}/results.jsonl"):
        found["figures"] = json_lines(f"{folder}/results.jsonl")
    return found


def json_lines(path):
    """The complete lines; the last one can be truncated by a time limit."""
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.endswith("}\n")]


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as problem:
        return {"unreadable": str(problem)}


def main(work, result):
    entries = sorted((entry(p) for p in glob.glob(f"{work}/*/entry.json")), key=lambda e: e["began"])
    with open(result + ".part", "w", encoding="utf-8") as file:
        json.dump({"parts": entries, **table.tables(entries)}, file, indent=1)
    os.replace(result + ".part", result)


if __name__ == "__main__":
    main(*sys.argv[1:3])
