"""Times this machine's PyTorch on the networks that `DeviceCheck export` wrote: the peer of the benchmark.

peer.py FOLDER --out RESULT.json [--networks unet,swinir] [--numbers float32,tf32,bfloat16,float16] [--batches 1,4,16]
        [--layouts nchw,channels_last] [--modes eager,train,compile] [--seconds 0.3] [--budget 90] [--cpu]

NAME.py in FOLDER is a function `forward(inputs, w)` of two lists of tensors, NAME.json describes both, NAME.safetensors
has the weights. NAME-reduced.py is the same network with the casts of our bfloat16 and float16; its weights of the type
REDUCED are cast to that type. `autocast-bfloat16` is NAME.py with PyTorch's own casts instead.
"""

import argparse
import contextlib
import gc
import json
import os
import re
import signal
import statistics
import struct
import sys
import time
from typing import List

import torch
from torch import Tensor

MODES = ["eager", "train", "compile"]
NUMBERS = ["float32", "tf32", "bfloat16", "float16", "autocast-bfloat16", "autocast-float16"]
LAYOUTS = ["nchw", "channels_last"]
LEAST_CALLS = 5
WARM_UPS = 3
STORED = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64}


class Network:
    """An exported network: its function, its inputs and its weights."""

    def __init__(self, folder, name, device):
        self.name = name
        self.device = device
        with open(os.path.join(folder, name + ".json"), encoding="utf-8") as source:
            self.described = json.load(source)
        with open(os.path.join(folder, name + ".py"), encoding="utf-8") as source:
            self.function = function(source.read(), name, self.described["function"])
        self.tensors = read_safetensors(os.path.join(folder, self.described["weights"]))

    def weights(self, reduced, layout, gradients):
        return [self.a_weight(d, reduced, layout, gradients) for d in self.described["weightShapes"]]

    def a_weight(self, described, reduced, layout, gradients):
        tensor = self.tensors.get(described["name"])
        if tensor is None:  # Only the type of this tensor matters: it is used by `type_as`.
            tensor = torch.zeros(described["shape"])
        if described["type"] == "INTEGER":
            return tensor.to(self.device, torch.int64)
        kind = reduced if described["type"] == "REDUCED" else torch.float32
        moved = in_layout(tensor.to(self.device, kind).reshape(described["shape"]), layout)
        return moved.detach().clone(memory_format=torch.preserve_format).requires_grad_(gradients)

    def inputs(self, batch, layout):
        return [self.an_input(d, batch, layout) for d in self.described["inputs"]]

    def an_input(self, described, batch, layout):
        shape = [batch if size == -1 else size for size in described["shape"]]
        if len(shape) == 4:
            return in_layout(torch.rand(shape, device=self.device), layout)
        return torch.full(shape, 500.0 if described["name"] == "t" else 0.5, device=self.device)


def function(code, name, function_name):
    """The function, with each operation resolved once when it is loaded."""
    names = {"Tensor": Tensor, "List": List}
    for operation in set(re.findall(r"\btorch\.(\w+)", code)):
        names["torch_" + operation] = resolve(operation)
    code = re.sub(r"^(import|from) .*\n", "", code, flags=re.MULTILINE)
    exec(compile(re.sub(r"\btorch\.(\w+)", r"torch_\1", code), name + ".py", "exec"), names)
    return names[function_name]


def resolve(operation):
    """An operation by its TorchScript name; some have another location in Python."""
    for module in (torch, torch._C._nn, torch.nn.functional):
        if hasattr(module, operation):
            return getattr(module, operation)
    return getattr(torch.ops.aten, operation)


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
def arithmetic(numbers, device):
    """Enables TF32 for float32 matrix products and convolutions, or automatic casts to a half type."""
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = numbers == "tf32"
    if numbers.startswith("autocast-"):
        with torch.autocast(device, dtype=getattr(torch, numbers[len("autocast-"):])):
            yield
    else:
        yield


class Clock:
    """Times groups of calls, as the Java command does: each group ends with the device idle."""

    def __init__(self, device):
        self.device = device

    def seconds(self, run, count):
        began = time.perf_counter()
        for _ in range(count):
            run()
        if self.device != "cpu":
            torch.cuda.synchronize()
        return time.perf_counter() - began

    def milliseconds(self, run, seconds):
        """The median time of a call and the number of timed calls."""
        self.seconds(run, WARM_UPS)
        if self.device != "cpu":
            torch.cuda.reset_peak_memory_stats()
        group = max(1, int(seconds * 0.1 / max(self.seconds(run, 1), 1e-6)))
        times = []
        end = time.perf_counter() + seconds
        while time.perf_counter() < end or len(times) * group < LEAST_CALLS:
            times.append(self.seconds(run, group) * 1000 / group)
        return statistics.median(times), len(times) * group


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
    forward = network.function
    if mode == "compile":
        torch._dynamo.reset()
        forward = torch.compile(forward, dynamic=False)

    def run():
        with torch.no_grad():
            return forward(inputs, weights)[0]

    return run


def training_run(network, weights, inputs):
    """One fine-tuning step without perceptual and adversarial loss: L1 and AdamW."""
    trained = [w for w in weights if w.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=1e-6, weight_decay=0)
    with torch.no_grad():
        target = torch.rand_like(network.function(inputs, weights)[0])

    def run():
        optimizer.zero_grad(set_to_none=True)
        loss = torch.nn.functional.l1_loss(network.function(inputs, weights)[0], target)
        loss.backward()
        optimizer.step()

    return run


def measure(network, cell, seconds):
    device = network.device
    autocast = cell["numbers"].startswith("autocast-")
    reduced = getattr(torch, cell["numbers"]) if network.name.endswith("-reduced") else None
    # Autocast caches cast copies only of weights that require gradients.
    weights = network.weights(reduced, cell["layout"], autocast or cell["mode"] == "train")
    inputs = network.inputs(cell["batch"], cell["layout"])
    with arithmetic(cell["numbers"], device):
        began = time.perf_counter()
        if cell["mode"] == "train":
            run = training_run(network, weights, inputs)
        else:
            run = forward_run(network, cell["mode"], weights, inputs)
        run()
        first = time.perf_counter() - began
        milliseconds, calls = Clock(device).milliseconds(run, seconds)
    return {
        "medianMs": round(milliseconds, 4),
        "calls": calls,
        "firstSeconds": round(first, 3),
        "peakBytes": None if device == "cpu" else torch.cuda.max_memory_allocated(),
    }


def attempt(networks, cell, seconds, limit):
    try:
        with limited(limit):
            return measure(networks[source(cell)], cell, seconds)
    except Exception as problem:  # A failed cell is reported, and the others continue.
        return {"failed": f"{type(problem).__name__}: {problem}".splitlines()[0][:300]}
    finally:
        gc.collect()
        if networks.device != "cpu":
            torch.cuda.empty_cache()


def cells(names, options):
    """The timed cells, the most important ones first."""
    batches = {"eager": options.batches, "train": options.train_batches, "compile": options.compile_batches}
    return [
        {"network": name, "mode": mode, "numbers": numbers, "batch": batch, "layout": layout}
        for mode in options.modes
        for batch in batches[mode]
        for numbers in options.numbers
        for layout in options.layouts
        for name in names
        if sensible(name, mode, numbers, layout)
    ]


def sensible(name, mode, numbers, layout):
    """Excludes combinations that the Java command does not measure or that are not useful."""
    half = numbers not in ("float32", "tf32")
    if mode == "train":
        return name == "swinir" and not half and layout == "nchw"
    if mode == "compile":
        return layout == ("channels_last" if half else "nchw") and not numbers.startswith("autocast-")
    return layout == "channels_last" or not numbers.startswith("autocast-")


def source(cell):
    """The name of the exported network with the casts of a cell."""
    return cell["network"] + ("-reduced" if cell["numbers"] in ("bfloat16", "float16") else "")


def supported(cell, device):
    if cell["mode"] == "compile" and not hasattr(torch, "compile"):
        return "this PyTorch cannot compile"
    if device == "cpu" and ("float16" in cell["numbers"].split("-") or cell["numbers"] == "tf32"):
        return "not on a CPU"
    return None


def write(path, result):
    with open(path + ".part", "w", encoding="utf-8") as file:
        json.dump(result, file, indent=1)
    os.replace(path + ".part", path)


def line(cell, figures):
    head = "{network:11s} {mode:8s} {numbers:18s} batch {batch:<3d} {layout:14s}".format(**cell)
    if "medianMs" not in figures:
        return head + (figures.get("failed") or figures["skipped"])
    memory = "" if figures["peakBytes"] is None else f"{figures['peakBytes'] / 2**20:9.0f} MiB"
    timed = f"({figures['calls']} calls, first {figures['firstSeconds']} s)"
    return f"{head}{figures['medianMs']:10.3f} ms {memory} {timed}"


def words(text):
    return text.split(",")


def counts(text):
    return [int(n) for n in text.split(",") if n]


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--out", required=True)
    parser.add_argument("--networks", type=words, default=["unet", "swinir", "codeformer"])
    parser.add_argument("--modes", type=words, default=MODES)
    parser.add_argument("--numbers", type=words, default=NUMBERS)
    parser.add_argument("--layouts", type=words, default=LAYOUTS)
    parser.add_argument("--batches", type=counts, default=[1, 4, 16])
    parser.add_argument("--compile-batches", type=counts, default=[4])
    parser.add_argument("--train-batches", type=counts, default=[1])
    parser.add_argument("--seconds", type=float, default=0.3, help="for one cell, at least")
    parser.add_argument("--limit", type=float, default=60, help="seconds after which a cell is given up")
    parser.add_argument("--budget", type=float, default=90, help="seconds after which no cell begins")
    parser.add_argument("--cudnn-benchmark", action="store_true", help="let cuDNN try its algorithms")
    parser.add_argument("--cpu", action="store_true")
    return parser.parse_args(arguments)


class Networks:
    """The exported networks, read on demand; errors are reported in the cells."""

    def __init__(self, folder, device):
        self.folder = folder
        self.device = device
        self.read = {}

    def __getitem__(self, name):
        if name not in self.read:
            self.read[name] = Network(self.folder, name, self.device)
        return self.read[name]


def main(arguments):
    options = parse(arguments)
    began = time.monotonic()
    device = "cpu" if options.cpu else "cuda"
    torch.backends.cudnn.benchmark = options.cudnn_benchmark
    networks = Networks(options.folder, device)
    result = {"torch": torch.__version__, "device": device, "cudnnBenchmark": options.cudnn_benchmark, "cells": []}
    for cell in cells(options.networks, options):
        reason = supported(cell, device)
        left = options.budget - (time.monotonic() - began)
        if reason is None and left < 0:
            reason = "no time left"
        limit = min(options.limit, left + 5)
        figures = {"skipped": reason} if reason else attempt(networks, cell, options.seconds, limit)
        print(line(cell, figures), flush=True)
        result["cells"].append({**cell, **figures})
        write(options.out, result)
    measured = any("medianMs" in cell for cell in result["cells"])
    return 0 if measured or all("skipped" in cell for cell in result["cells"]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
