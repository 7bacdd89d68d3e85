"""Prints the GPU and PyTorch versions and writes them as JSON: machine.py RESULT.json"""

import json
import os
import platform
import sys

import torch


def machine():
    gpu = torch.cuda.get_device_properties(0)
    return {
        "gpu": gpu.name,
        "computeCapability": f"{gpu.major}.{gpu.minor}",
        "multiprocessors": gpu.multi_processor_count,
        "memoryBytes": gpu.total_memory,
        "torch": torch.__version__,
        "cuda": torch.version.cuda,
        "cudnn": torch.backends.cudnn.version(),
        "python": platform.python_version(),
        "kernel": platform.release(),
        "cores": os.cpu_count(),
    }


if __name__ == "__main__":
    found = machine()
    for name, value in found.items():
        print(f"{name}: {value}")
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(found, file, indent=1)
