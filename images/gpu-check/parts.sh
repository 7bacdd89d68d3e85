# The parts of the check: `run` sources this file for their list, and runs `sh parts.sh NAME` for each.

# name|limit in seconds|what it does
parts() {
  cat <<'LIST'
device|20|the device and what the machine has
unpack|60|the Java runtime and our jars
jni|120|DJL's JNI library, compiled against this machine's PyTorch
verify-unet|60|U-Net against PyTorch's recorded arrays
verify-swinir|60|SwinIR against PyTorch's recorded arrays
verify-codeformer|60|CodeFormer against PyTorch's recorded arrays
LIST
}

python=${GPU_CHECK_PYTHON:-python3}
torch_lib() { "$python" -c 'import importlib.util as u; print(u.find_spec("torch").submodule_search_locations[0])'; }

device() {
  if [ "$GPU_CHECK_CPU" = yes ]; then
    echo "device: CPU, $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)"
    return
  fi
  nvidia-smi --query-gpu=name,memory.total,driver_version,clocks.max.sm --format=csv,noheader
  "$python" "$GPU_CHECK_HERE/machine.py" "$GPU_CHECK_WORK/device/result.json"
}

# Once per bundle: the checksum of what was unpacked is kept beside it. onnxruntime.tar.xz may be missing.
unpack() {
  sum=$(cat "$GPU_CHECK_HERE"/*.tar.xz | cksum)
  if [ "$(cat "$GPU_CHECK_HOME/unpacked" 2>/dev/null)" = "$sum" ]; then
    echo "already in $GPU_CHECK_HOME"
  else
    rm -rf "$GPU_CHECK_HOME/java" "$GPU_CHECK_HOME/lib" "$GPU_CHECK_HOME/jni" "$GPU_CHECK_HOME/onnxruntime"
    unpack_one bundle "$GPU_CHECK_HOME" && unpack_one onnxruntime "$GPU_CHECK_HOME/onnxruntime" || return 1
    echo "$sum" >"$GPU_CHECK_HOME/unpacked"
  fi
  "$GPU_CHECK_HOME/java/bin/java" -version
}

unpack_one() {
  [ -f "$GPU_CHECK_HERE/$1.tar.xz" ] || return 0
  "$python" -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' "$GPU_CHECK_HERE/$1.tar.xz" "$2"
}

jni() {
  if [ "$GPU_CHECK_CPU" = yes ]; then
    echo "not needed on the CPU: Maven Central has libtorch and the JNI library for it"
    return
  fi
  "$python" "$GPU_CHECK_HERE/compile.py" "$GPU_CHECK_HOME"
}

# Runs our command line; the class path, libtorch and its settings as the launcher `pentimento` has them.
pentimento() {
  jars="$GPU_CHECK_HOME/lib/*"
  export DJL_CACHE_DIR="$GPU_CHECK_HOME/djl"
  if [ "$GPU_CHECK_CPU" = yes ]; then
    jars="$jars:$(cpu_jars)"
    export PENTIMENTO_DEVICE=CPU
  else
    . "$GPU_CHECK_HOME/libtorch.sh"
    export PENTIMENTO_DEVICE=CUDA
  fi
  export OMP_WAIT_POLICY=PASSIVE MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=8589934592 \
    MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456
  "$GPU_CHECK_HOME/java/bin/java" -Xmx4g --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Djava.awt.headless=true -Dai.djl.offline=true ${GPU_CHECK_JNA_PATH:+"-Djna.library.path=$GPU_CHECK_JNA_PATH"} \
    -Donnxruntime.native.path="$GPU_CHECK_HOME/onnxruntime" \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$jars" io.pentimento.worker.Main "$@"
}

# libtorch for the CPU and its JNI library, of the versions that the worker is built with.
cpu_jars() {
  if [ -n "${GPU_CHECK_JARS:-}" ]; then
    echo "$GPU_CHECK_JARS/*"
    return
  fi
  find "${HOME}/.m2/repository/ai/djl/pytorch" \
    \( -name "pytorch-native-cpu-*-linux-x86_64.jar" -o -name 'pytorch-jni-*.jar' \) | tr '\n' ':'
}

verify() {
  network=$1 case=$2
  shift 2
  NVIDIA_TF32_OVERRIDE=0 pentimento verify --network "$network" --checkpoint "$GPU_CHECK_REFERENCE/$case.pth" \
    --hyperparameters "$GPU_CHECK_REFERENCE/$case.json" --arrays "$GPU_CHECK_REFERENCE/$case.npz" --backend djl "$@"
}

verify_all() {
  network=$1 cases=$2 bad=0
  shift 2
  for case in $cases; do
    echo "$case:"
    verify "$network" "$case" "$@" || bad=$?
  done
  return $bad
}

case ${1:-} in
  '') ;;
  device) device ;;
  unpack) unpack ;;
  jni) jni ;;
  verify-unet) verify_all unet unet_b ;;
  verify-swinir) verify_all swinir "swinir_dtbfr swinir_real_x4" ;;
  verify-codeformer) verify_all codeformer codeformer --tolerance 2e-4 ;;
    # The original in float32 is up to 4e-5 from itself in float64, and its logits further.
  *) echo "parts.sh: unknown part $1" >&2; exit 64 ;;
esac
