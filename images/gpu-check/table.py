"""Compares the measurements with those of the peer and prints them: table.py REPORT.json"""

import json
import re
import sys

LAYOUT = {"CONTIGUOUS": "nchw", "CHANNELS_LAST": "channels_last"}
AGREEMENT = re.compile(r"(\S+) (\S+) (\w+): maximum absolute difference (\S+), allowed (\S+): (\w+)$")
AGREEMENT_COLUMNS = ["case", "backend", "array", "difference", "allowed", "verdict"]
SWINIR_STEP = "SwinIR, L1"
COLUMNS = ["network", "numbers", "layout", "batch", "ours", "eager", "ours/eager", "compiled", "ours/compiled",
           "autocast", "ours/autocast", "ours/float32", "MiB", "peer MiB"]


def tables(parts):
    found = {part["part"]: part for part in parts}
    return {"agreement": agreement(found), "networks": networks(found), "training": training(found)}


def agreement(found):
    """Differences from the recorded arrays."""
    lines = [line for name in found if name.startswith("verify-") for line in found[name]["output"]]
    return [dict(zip(AGREEMENT_COLUMNS, match.groups())) for match in map(AGREEMENT.match, lines) if match]


def cells(found):
    return [c for name in ("peer", "peer-compiled") for c in found.get(name, {}).get("peer", {}).get("cells", [])]


def figures(found, *parts):
    return [figure for name in parts for figure in found.get(name, {}).get("figures", [])]


def networks(found):
    """A row for each network, number format, memory layout and batch that either side has measured."""
    ours = {our_key(f): f for f in figures(found, "networks", "networks-tf32") if f["part"] == "network"}
    peer = {(c["mode"], c["network"], c["numbers"], c["layout"], c["batch"]): c for c in cells(found)}
    keys = {**ours, **{key[1:]: None for key in peer if key[0] == "eager" and "autocast" not in key[2]}}
    return [row(key, ours, peer) for key in keys]


def our_key(figure):
    tf32 = figure["tf32"].lower() == "allow"
    numbers = "tf32" if tf32 and figure["numbers"] == "FLOAT32" else figure["numbers"].lower()
    return figure["network"].lower(), numbers, LAYOUT[figure["layout"]], figure["batch"]


def row(key, ours, peer):
    network, numbers, layout, batch = key
    times = {
        "ours": ours.get(key, {}).get("millisecondsPerCall"),
        "eager": peer.get(("eager", *key), {}).get("medianMs"),
        "compiled": peer.get(("compile", *key), {}).get("medianMs"),
        "autocast": peer.get(("eager", network, "autocast-" + numbers, layout, batch), {}).get("medianMs"),
    }
    plain = ours.get((network, "float32", "nchw", batch), {}).get("millisecondsPerCall")
    ratios = {f"ours/{other}": ratio(times["ours"], times[other]) for other in ("eager", "compiled", "autocast")}
    bytes_of_peer = peer.get(("eager", *key), {}).get("peakBytes")
    return {
        "network": network, "numbers": numbers, "layout": layout, "batch": batch, **times, **ratios,
        "ours/float32": ratio(times["ours"], plain),
        "MiB": ours.get(key, {}).get("mebibytes"),
        "peer MiB": bytes_of_peer and round(bytes_of_peer / 2**20),
    }


def ratio(ours, other):
    """None if one of the two is missing or is a message instead of a time."""
    numbers = isinstance(ours, (int, float)) and isinstance(other, (int, float)) and other > 0
    return round(ours / other, 3) if numbers else None


def training(found):
    """The step that the peer also measures, with the ratio; the others without."""
    peer = [c.get("medianMs") for c in cells(found) if (c["mode"], c["numbers"]) == ("train", "float32")]
    rows = []
    for figure in figures(found, "training"):
        if figure["part"] == "training":
            other = peer[0] if peer and figure["step"] == SWINIR_STEP else None
            ours = round(figure["milliseconds"], 3)
            rows.append({"step": figure["step"], "ours": ours, "eager": other, "ours/eager": ratio(ours, other)})
    return rows


def lines(rows, columns):
    """A table with columns as wide as their widest cell."""
    texts = [columns] + [[text(row[column]) for column in columns] for row in rows]
    widths = [max(len(line[i]) for line in texts) for i in range(len(columns))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in texts]


def text(value):
    return "-" if value in (None, "") else str(value)[:40]


def main(path):
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    columns = {
        "Differences from the recorded arrays": ("agreement", AGREEMENT_COLUMNS),
        "Milliseconds per call, and ratios": ("networks", COLUMNS),
        "Milliseconds per fine-tuning step": ("training", ["step", "ours", "eager", "ours/eager"]),
    }
    for title, (name, names) in columns.items():
        if report[name]:
            print("", title, *lines(report[name], names), sep="\n")
    print("", "Parts", *[f"{p['part']:18s} {p['status']:8s} {p['seconds']:7.1f} s" for p in report["parts"]], sep="\n")


if __name__ == "__main__":
    main(sys.argv[1])
