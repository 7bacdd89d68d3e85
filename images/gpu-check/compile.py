"""Compiles DJL's JNI library against this machine's PyTorch and writes the settings to load it: compile.py HOME

HOME/jni has the sources. The library goes where DJL looks for it, HOME/djl/pytorch/VERSION-FLAVOUR-linux-x86_64, and the
settings go to HOME/libtorch.sh. A library compiled before, from the same PyTorch, is kept.
"""

import glob
import os
import re
import shlex
import shutil
import subprocess
import sys
import time

import torch

DJL_VERSION = "0.36.0"


def cuda_include(site):
    """Folders with the required CUDA headers, from the Python packages and from the toolkit."""
    folders = glob.glob(f"{site}/nvidia/*/include") + [
        f"{os.environ.get('CUDA_HOME', '/usr/local/cuda')}/include"
    ]
    return [f for f in folders if os.path.isdir(f)]


def settings(root, site, version, flavour):
    """Settings of DJL and the loader, for a shell."""
    nvidia = sorted(d for d in glob.glob(f"{site}/nvidia/*/lib") if os.path.isdir(d))
    runtime = [d for d in nvidia if glob.glob(f"{d}/libcudart.so*")]
    toolkit = [d for d in glob.glob("/usr/local/cuda/lib64") if os.path.isdir(d)]
    return {
        "PYTORCH_LIBRARY_PATH": f"{root}/lib",
        "PYTORCH_VERSION": version,
        "PYTORCH_FLAVOR": flavour,
        "PYTORCH_LIBRARY_EXCLUSION": "libtorch_python.so,libshm.so,libtorch_nvshmem.so",
        "GPU_CHECK_JNA_PATH": ":".join(runtime + toolkit),
        "LD_LIBRARY_PATH": ":".join(
            [f"{root}/lib"] + nvidia + list(filter(None, [os.environ.get("LD_LIBRARY_PATH")]))
        ),
    }


def build(home, root, include):
    """Returns whether the library was compiled."""
    folder = f"{home}/jni/build"
    shutil.rmtree(folder, ignore_errors=True)
    generator = ["-G", "Ninja"] if shutil.which("ninja") else []
    configure = [
        "cmake", "-S", f"{home}/jni", "-B", folder, *generator, "-DCMAKE_BUILD_TYPE=None",
        f"-DTORCH_ROOT={root}", f"-DTORCH_CXX11_ABI={int(torch.compiled_with_cxx11_abi())}",
        f"-DCUDA_INCLUDE={';'.join(include)}",
    ]
    compile_all = ["cmake", "--build", folder, "--parallel", str(os.cpu_count())]
    for command in (configure, compile_all):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            lines = done.stdout.splitlines()
            errors = [line for line in lines if re.search(r"error|Error", line)]
            print("\n".join(errors[:25] or lines[-25:]), flush=True)
            return False
    return True


def main(home):
    root = torch.__path__[0]
    site = os.path.dirname(root)
    version = torch.__version__.split("+")[0]
    cuda = torch.version.cuda
    flavour = "cu" + cuda.replace(".", "") if cuda else "cpu"
    folder = f"{home}/djl/pytorch/{version}-{flavour}-linux-x86_64"
    library = f"{folder}/{DJL_VERSION}-libdjl_torch.so"
    with open(f"{home}/libtorch.sh", "w", encoding="utf-8") as file:
        for name, value in settings(root, site, version, flavour).items():
            file.write(f"export {name}={shlex.quote(value)}\n")
    if os.path.exists(library):
        print(f"compiled before: {library}")
        return 0
    print(f"PyTorch {torch.__version__}, {os.cpu_count()} cores", flush=True)
    began = time.time()
    if not (cuda and build(home, root, cuda_include(site))):
        if cuda:
            print("it does not compile with CUDA's headers; retrying without them", flush=True)
        if not build(home, root, []):
            return 1
    os.makedirs(folder, exist_ok=True)
    shutil.copy(f"{home}/jni/build/libdjl_torch.so", library)
    print(f"compiled in {time.time() - began:.0f} s: {library}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
