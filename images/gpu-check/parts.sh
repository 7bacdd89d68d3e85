# The parts of the check: `run` sources this file for their list, and runs `sh parts.sh NAME` for each.

# name|limit in seconds|description. The most important parts come first, because `run` stops after eight minutes.
parts() {
  cat <<'LIST'
device|10|the device and what the machine has
unpack|30|the Java runtime and our jars
jni|100|DJL's JNI library, compiled against this machine's PyTorch, and the networks for the peer
verify-unet|25|U-Net against PyTorch's recorded arrays
verify-swinir|40|SwinIR against PyTorch's recorded arrays
verify-codeformer|25|CodeFormer against PyTorch's recorded arrays
networks|80|calls of our networks in float32, bfloat16 and float16
networks-tf32|40|the same in float32 with TF32
peer|100|the same networks on this machine's PyTorch, and its training step
training|45|our fine-tuning steps
sampling|40|one pseudo target from beginning to end
quickstart|75|the quickstart without its server
prior|30|training of a prior at 128 pixels
peer-compiled|150|the same networks on this machine's PyTorch with torch.compile
LIST
}

# The measurements: all on a GPU, few on a CPU.
if [ "${GPU_CHECK_CPU:-no}" = yes ]; then
  size=small batches=1,2 seconds=0.05 formats=FLOAT32,BFLOAT16 layouts=CONTIGUOUS numbers=float32,bfloat16 onlyCpu=--cpu
  peerLayouts=nchw images=8 quickstartEdits=${GPU_CHECK_HERE:-}/quickstart-cpu.sed
  priorOptions="--size 64 --channels 32 --batch 4 --steps 3"
else
  size=full batches=1,4,16 seconds=0.2 formats=FLOAT32,BFLOAT16,FLOAT16 layouts=CONTIGUOUS,CHANNELS_LAST onlyCpu=
  numbers=float32,tf32,bfloat16,float16,autocast-bfloat16,autocast-float16
  peerLayouts=nchw,channels_last images=1000 quickstartEdits=/dev/null
  priorOptions="--size 128 --channels 64 --batch 16 --steps 100000 --max-seconds 12"
fi

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

# Done once per bundle: the checksum of the unpacked bundle is stored. The archives onnxruntime and data are optional.
unpack() {
  sum=$(cat "$GPU_CHECK_HERE"/*.tar.xz | cksum)
  if [ "$(cat "$GPU_CHECK_HOME/unpacked" 2>/dev/null)" = "$sum" ]; then
    echo "already in $GPU_CHECK_HOME"
  else
    for folder in java lib jni onnxruntime reference examples; do rm -rf "$GPU_CHECK_HOME/$folder"; done
    unpack_one bundle "$GPU_CHECK_HOME" && unpack_one data "$GPU_CHECK_HOME" || return 1
    unpack_one onnxruntime "$GPU_CHECK_HOME/onnxruntime" || return 1
    echo "$sum" >"$GPU_CHECK_HOME/unpacked"
  fi
  "$GPU_CHECK_HOME/java/bin/java" -version
}

unpack_one() {
  [ -f "$GPU_CHECK_HERE/$1.tar.xz" ] || return 0
  "$python" -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' "$GPU_CHECK_HERE/$1.tar.xz" "$2"
}

# The export needs no libtorch and runs while the library is compiled.
jni() {
  compiled=0
  export_networks >"$GPU_CHECK_WORK/jni/export" 2>&1 &
  if [ "$GPU_CHECK_CPU" = yes ]; then
    echo "not compiled for the CPU: Maven Central has libtorch and the JNI library for it"
  else
    "$python" "$GPU_CHECK_HERE/compile.py" "$GPU_CHECK_HOME" || compiled=$?
  fi
  exported=0
  wait $! || exported=$?
  cat "$GPU_CHECK_WORK/jni/export"
  du -sh "$networks" | sed 's/\t.*/ of exported networks/'
  [ $compiled = 0 ] && [ $exported = 0 ]
}

export_networks() {
  rm -rf "$networks"
  GPU_CHECK_CPU=yes device_check export "size=$size" "out=$networks"
}

# The class path, libtorch and its settings, as in the launcher `pentimento`. Child processes get the same settings from
# JDK_JAVA_OPTIONS.
java_options() {
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
  options="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Djava.awt.headless=true"
  options="$options -Dai.djl.offline=true -Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
  [ -z "${GPU_CHECK_JNA_PATH:-}" ] || options="$options -Djna.library.path=$GPU_CHECK_JNA_PATH"
  [ ! -d "$GPU_CHECK_HOME/onnxruntime" ] || options="$options -Donnxruntime.native.path=$GPU_CHECK_HOME/onnxruntime"
  export JDK_JAVA_OPTIONS="$options -Dpentimento.quickstart=$GPU_CHECK_EXAMPLES/quickstart"
}

on_java() {
  java_options
  "$GPU_CHECK_HOME/java/bin/java" -Xmx12g -cp "$jars" "$@"
}

pentimento() { on_java io.pentimento.worker.Main "$@"; }
device_check() { on_java io.pentimento.benchmark.device.DeviceCheck "$@"; }

# libtorch for the CPU and its JNI library, in the versions of the worker.
cpu_jars() {
  if [ -n "${GPU_CHECK_JARS:-}" ]; then
    echo "$GPU_CHECK_JARS/*"
    return
  fi
  find "${HOME}/.m2/repository/ai/djl/pytorch" \
    \( -name "pytorch-native-cpu-*-linux-x86_64.jar" -o -name 'pytorch-jni-*.jar' \) | tr '\n' ':'
}

# verify NETWORK "CASES" [OPTION...]: float32 must agree with the arrays; the differences of other formats are reported.
verify() {
  network=$1 cases=$2 bad=0
  shift 2
  for case in $cases; do
    for backend in djl libtorch tf32 libtorch_bfloat16 libtorch_float16; do
      verify_one "$@" >"$folder/$case.$backend.out" 2>&1 &
      # In parallel if there are enough cores, because most of the time is start-up.
      [ "$(nproc)" -ge 8 ] || wait
    done
    wait
    for backend in djl libtorch tf32 libtorch_bfloat16 libtorch_float16; do
      verify_result || bad=1
    done
  done
  return $bad
}

verify_one() {
  engine=$backend
  [ "$backend" != tf32 ] || { engine=libtorch; export PENTIMENTO_TF32=Allow; }
  recorded=$GPU_CHECK_REFERENCE/$case
  pentimento verify --network "$network" --checkpoint "$recorded.pth" --hyperparameters "$recorded.json" \
    --arrays "$recorded.npz" --backend "$engine" "$@"
  echo "exit code $?"
}

# 65 means that arrays differ, which is an error only for float32.
verify_result() {
  grep -v -e '^exit code' -e '^NOTE: Picked up' "$folder/$case.$backend.out" | sed "s/^/$case $backend /"
  code=$(sed -n 's/^exit code //p' "$folder/$case.$backend.out")
  case $backend:$code in *:0 | tf32:65 | libtorch_*:65) ;; *) return 1 ;; esac
}

# Each network in the given formats, without fusing, as in the worker.
network_times() {
  device_check networks "size=$size" "batches=$batches" "layouts=$layouts" "seconds=$seconds" fusing=FALSE \
    "out=$folder" "$@"
}

peer() {
  NVIDIA_TF32_OVERRIDE='' PYTHONUNBUFFERED=1 "$python" "$GPU_CHECK_HERE/peer.py" "$networks" $onlyCpu \
    --out "$folder/peer.json" --numbers "$numbers" --layouts "$peerLayouts" --seconds "$seconds" "$@"
}

# The unchanged quickstart; on a CPU with fewer images and steps.
quickstart() {
  job=$GPU_CHECK_HOME/quickstart
  rm -rf "$job"
  mkdir -p "$job/clean" "$job/degraded"
  cp -r "$GPU_CHECK_EXAMPLES/quickstart/weights" "$job/"
  for kind in clean degraded; do
    find "$GPU_CHECK_EXAMPLES/quickstart/$kind" -name '*.png' | sort | head -n "$images" |
      while read -r image; do cp "$image" "$job/$kind/"; done
  done
  sed -f "$quickstartEdits" "$GPU_CHECK_EXAMPLES/quickstart/job.yaml" >"$job/job.yaml"
  pentimento run "$job/job.yaml" --no-serve --workspace "$job/workspace"
  code=$?
  [ $code = 0 ] || find "$job/workspace" -name '*.log' -exec tail -n 20 {} +
  return $code
}

# Noise is sufficient to measure the throughput; the weights are discarded.
prior() {
  images=$GPU_CHECK_HOME/prior
  rm -rf "$images"
  "$python" "$GPU_CHECK_HERE/noise.py" "$images" 32 128
  pentimento pretrain prior --images "$images" --out "$images/prior.safetensors" --progress json $priorOptions
}

networks=${GPU_CHECK_HOME:-}/networks
folder=${GPU_CHECK_WORK:-}/${1:-}
case ${1:-} in
  '') ;;
  device) device ;;
  unpack) unpack ;;
  jni) jni ;;
  verify-unet) verify unet unet_b ;;
  verify-swinir) verify swinir "swinir_dtbfr swinir_real_x4" ;;
  # The original's float32 and float64 results differ by up to 4e-5, and its logits by more.
  verify-codeformer) verify codeformer codeformer --tolerance 2e-4 ;;
  networks) network_times "formats=$formats" ;;
  networks-tf32) PENTIMENTO_TF32=Allow network_times formats=FLOAT32 ;;
  peer) peer --modes eager,train --batches "$batches" --budget 90 ;;
  peer-compiled) peer --modes compile --budget 140 ;;
  training) device_check training "size=$size" "out=$folder" ;;
  sampling) device_check sampling "size=$size" "formats=${formats%,FLOAT16}" batches=1 "out=$folder" ;;
  quickstart) quickstart ;;
  prior) prior ;;
  *) echo "parts.sh: unknown part $1" >&2; exit 64 ;;
esac
