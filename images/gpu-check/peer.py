"""Times this machine's PyTorch on networks that our Java command exported: the peer of a benchmark, no part of the product.

peer.py FOLDER --out RESULT.json [--networks a,b] [--precisions float32,tf32,bfloat16,float16] [--batches 1,4,16]
        [--layouts nchw,channels_last] [--modes eager,script,compile,train] [--seconds 1.5] [--budget 200] [--cpu]

FOLDER has for each network NAME.py, a function `forward(inputs, w)` of two lists of tensors, and NAME.json with the inputs'
shapes (-1 is the batch) and the weights' names and shapes. Without NAME.safetensors the weights are drawn at random.
"""

import argparse
import contextlib
import gc
import glob
import json
import os
import signal
import statistics
import struct
import sys
import time
from typing import Dict, List, Optional, Tuple

import torch
from torch import Tensor

MODES = ["eager", "script", "compile", "train"]
PRECISIONS = ["float32", "tf32", "bfloat16", "float16"]
LAYOUTS = ["nchw", "channels_last"]
LEAST_RUNS = 10
MOST_RUNS = 200
WARM_UPS = 3
STORED = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64}


class Network:
    """An exported network: its code, its inputs and its weights on the device."""

    def __init__(self, description, device):
        folder, file = os.path.split(description)
        self.name = file[: -len(".json")]
        with open(description, encoding="utf-8") as source:
            self.described = json.load(source)
        with open(os.path.join(folder, self.name + ".py"), encoding="utf-8") as source:
            self.code = source.read()
        self.function_name = self.described.get("function", "forward")
        self.device = device
        self.weights = [w.to(device) for w in self.read_weights(folder)]

    def read_weights(self, folder):
        shapes = self.described["weightShapes"]
        stored = os.path.join(folder, self.described.get("weights") or "")
        if os.path.isfile(stored):
            tensors = read_safetensors(stored)
            return [tensors[s["name"]].float() for s in shapes]
        generator = torch.Generator().manual_seed(1)
        return [torch.randn(s["shape"], generator=generator) * 0.02 for s in shapes]

    def python_function(self):
        names = {"torch": torch, "Tensor": Tensor, "List": List, "Optional": Optional, "Dict": Dict, "Tuple": Tuple}
        exec(compile(self.code, self.name + ".py", "exec"), names)
        return names[self.function_name]

    def script_function(self):
        return getattr(torch.jit.CompilationUnit(self.code), self.function_name)

    def inputs(self, batch, layout):
        return [self.an_input(d, batch, layout) for d in self.described["inputs"]]

    def an_input(self, described, batch, layout):
        shape = [batch if size == -1 else size for size in described["shape"]]
        kind = described.get("dtype", "float32")
        if kind.startswith("int"):
            return torch.full(shape, 500, dtype=getattr(torch, kind), device=self.device)
        if len(shape) == 4:
            return in_layout(torch.randn(shape, device=self.device), layout)
        return torch.full(shape, 500.0 if described["name"] == "t" else 0.5, device=self.device)


def read_safetensors(path):
    with open(path, "rb") as file:
        length = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(length))
        body = bytearray(file.read())
    header.pop("__metadata__", None)
    return {name: a_tensor(body, entry) for name, entry in header.items()}


def a_tensor(body, entry):
    begin, end = entry["data_offsets"]
    kind = STORED[entry["dtype"]]
    if begin == end:
        return torch.zeros(entry["shape"], dtype=kind)
    count = (end - begin) // torch.empty(0, dtype=kind).element_size()
    return torch.frombuffer(body, dtype=kind, count=count, offset=begin).reshape(entry["shape"]).clone()


def in_layout(tensor, layout):
    if layout == "channels_last" and tensor.dim() == 4:
        return tensor.contiguous(memory_format=torch.channels_last)
    return tensor


@contextlib.contextmanager
def precision(name, device):
    """TF32 for float32's matrix products and convolutions, or automatic casts to a half type."""
    allowed = name == "tf32"
    torch.backends.cuda.matmul.allow_tf32 = allowed
    torch.backends.cudnn.allow_tf32 = allowed
    if name in ("bfloat16", "float16"):
        with torch.autocast(device, dtype=getattr(torch, name)):
            yield
    else:
        yield


class Clock:
    """Milliseconds of single runs, by the GPU's events or, on a CPU, by the wall."""

    def __init__(self, device):
        self.device = device

    def milliseconds(self, run):
        if self.device == "cpu":
            began = time.perf_counter()
            run()
            return (time.perf_counter() - began) * 1000
        start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        start.record()
        run()
        end.record()
        end.synchronize()
        return start.elapsed_time(end)

    def sample(self, run, seconds):
        """At least LEAST_RUNS runs after a warm-up, more as long as the time lasts."""
        warm = [self.milliseconds(run) for _ in range(WARM_UPS)]
        count = int(seconds * 1000 / max(min(warm), 1e-3))
        if self.device != "cpu":
            torch.cuda.reset_peak_memory_stats()
        return [self.milliseconds(run) for _ in range(min(MOST_RUNS, max(LEAST_RUNS, count)))]


@contextlib.contextmanager
def limited(seconds):
    """Raises TimeoutError in the block after that time."""

    def stop(signum, frame):
        raise TimeoutError(f"stopped after {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(max(1, int(seconds)))
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def forward_run(network, mode, weights, inputs):
    if mode == "script":
        function = network.script_function()
    else:
        function = network.python_function()
        if mode == "compile":
            torch._dynamo.reset()
            function = torch.compile(function, dynamic=False)

    def run():
        with torch.no_grad():
            return function(inputs, weights)

    return run


def training_run(network, name, weights, inputs):
    """One step: forward, L1 loss, backward, Adam; with a scaled loss for float16."""
    function = network.python_function()
    optimizer = torch.optim.Adam(weights, lr=1e-6)
    scaler = torch.amp.GradScaler("cuda") if name == "float16" else None
    with torch.no_grad():
        target = torch.randn_like(function(inputs, weights), dtype=torch.float32)

    def run():
        optimizer.zero_grad(set_to_none=True)
        loss = torch.nn.functional.l1_loss(function(inputs, weights).float(), target)
        if scaler is None:
            loss.backward()
            optimizer.step()
            return
        scaler.scale(loss).backward()
        scaler.step(optimizer)
        scaler.update()

    return run


def measure(network, cell, seconds):
    device = network.device
    # Leaves that ask for gradients: only of those does autocast keep the cast copies between two calls.
    weights = [in_layout(w, cell["layout"]).detach().clone().requires_grad_() for w in network.weights]
    inputs = network.inputs(cell["batch"], cell["layout"])
    with precision(cell["precision"], device):
        began = time.perf_counter()
        if cell["mode"] == "train":
            run = training_run(network, cell["precision"], weights, inputs)
        else:
            run = forward_run(network, cell["mode"], weights, inputs)
        run()
        first = time.perf_counter() - began
        times = Clock(device).sample(run, seconds)
    return {
        "medianMs": round(statistics.median(times), 4),
        "leastMs": round(min(times), 4),
        "runs": len(times),
        "firstSeconds": round(first, 3),
        "peakBytes": None if device == "cpu" else torch.cuda.max_memory_allocated(),
    }


def attempt(network, cell, seconds, limit):
    try:
        with limited(limit):
            return measure(network, cell, seconds)
    except Exception as problem:  # A cell that fails is reported and does not stop the others.
        return {"failed": f"{type(problem).__name__}: {problem}"[:600]}
    finally:
        gc.collect()
        if network.device != "cpu":
            torch.cuda.empty_cache()


def cells(names, options):
    """Every eager cell before the first that compiles, because compiling takes long."""
    return [
        {"network": name, "mode": mode, "precision": kind, "batch": batch, "layout": layout}
        for mode in options.modes
        for batch in (options.compile_batches if mode == "compile" else
                      options.train_batches if mode == "train" else options.batches)
        for kind in options.precisions
        for layout in options.layouts
        for name in names
    ]


def supported(cell, device):
    if cell["mode"] == "compile" and not hasattr(torch, "compile"):
        return "this PyTorch cannot compile"
    if device == "cpu" and cell["precision"] in ("tf32", "float16"):
        return "not on a CPU"
    return None


def write(path, result):
    with open(path + ".part", "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
    os.replace(path + ".part", path)


def line(cell, figures):
    head = "{network:12s} {mode:8s} {precision:9s} batch {batch:<3d} {layout:14s}".format(**cell)
    if "medianMs" not in figures:
        return head + (figures.get("failed") or figures["skipped"])
    memory = "" if figures["peakBytes"] is None else f"{figures['peakBytes'] / 2**20:9.0f} MiB"
    return f"{head}{figures['medianMs']:10.3f} ms {memory} ({figures['runs']} runs, first {figures['firstSeconds']} s)"


def words(text):
    return text.split(",")


def numbers(text):
    return [int(n) for n in text.split(",") if n]


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--out", required=True)
    parser.add_argument("--networks", type=words, default=[])
    parser.add_argument("--modes", type=words, default=MODES)
    parser.add_argument("--precisions", type=words, default=PRECISIONS)
    parser.add_argument("--layouts", type=words, default=LAYOUTS)
    parser.add_argument("--batches", type=numbers, default=[1, 4, 16])
    parser.add_argument("--compile-batches", type=numbers, default=[4])
    parser.add_argument("--train-batches", type=numbers, default=[4])
    parser.add_argument("--seconds", type=float, default=1.5, help="at most, for one cell")
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a cell is given up")
    parser.add_argument("--budget", type=float, default=240, help="seconds after which no cell begins")
    parser.add_argument("--cudnn-benchmark", action="store_true", help="let cuDNN try its algorithms")
    parser.add_argument("--cpu", action="store_true")
    return parser.parse_args(arguments)


def main(arguments):
    options = parse(arguments)
    began = time.monotonic()
    device = "cpu" if options.cpu else "cuda"
    torch.backends.cudnn.benchmark = options.cudnn_benchmark
    found = sorted(glob.glob(os.path.join(options.folder, "*.json")))
    networks = [Network(path, device) for path in found]
    networks = {n.name: n for n in networks if not options.networks or n.name in options.networks}
    if not networks:
        sys.exit(f"peer.py: {options.folder} has no network")
    result = {"torch": torch.__version__, "device": device, "cudnnBenchmark": options.cudnn_benchmark, "cells": []}
    for cell in cells(list(networks), options):
        reason = supported(cell, device)
        if reason is None and time.monotonic() - began > options.budget:
            reason = "no time left"
        left = options.budget - (time.monotonic() - began)
        figures = {"skipped": reason} if reason else attempt(
            networks[cell["network"]], cell, options.seconds, min(options.limit, left + 10))
        print(line(cell, figures), flush=True)
        result["cells"].append({**cell, **figures})
        write(options.out, result)
    return 0 if any("medianMs" in cell for cell in result["cells"]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
