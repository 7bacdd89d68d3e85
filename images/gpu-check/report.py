"""Collects what the parts left into one JSON file: report.py WORK RESULT.json"""

import glob
import json
import os
import sys


def entry(path):
    folder = os.path.dirname(path)
    with open(path, encoding="utf-8") as file:
        raw = json.load(file)
    with open(f"{folder}/text", encoding="utf-8", errors="replace") as file:
        lines = file.read().splitlines()
    found = {
        "part": raw["part"],
        "status": "passed" if raw["exit"] == 0 else "timeout" if raw["exit"] in (124, 137) else "failed",
        "exit": raw["exit"],
        "seconds": round(raw["ended"] - raw["began"], 2),
        "began": raw["began"],
        "output": lines[-400:],
    }
    for result in sorted(glob.glob(f"{folder}/*.json")):
        name = os.path.basename(result)[: -len(".json")]
        if name != "entry":
            found[name] = read(result)
    return found


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as problem:
        return {"unreadable": str(problem)}


def main(work, result):
    entries = sorted((entry(p) for p in glob.glob(f"{work}/*/entry.json")), key=lambda e: e["began"])
    with open(result + ".part", "w", encoding="utf-8") as file:
        json.dump({"parts": entries}, file, indent=1)
    os.replace(result + ".part", result)


if __name__ == "__main__":
    main(*sys.argv[1:3])
