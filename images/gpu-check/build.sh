#!/bin/sh
# Builds the folder that checks Pentimento on a GPU machine without a JDK and without a network.
#
#   images/gpu-check/build.sh --djl CHECKOUT|URL [--out FOLDER] [--no-data]
#
# --djl      DJL's sources: a git checkout, a bare repository, or a URL to clone the tag from.
# --out      the output folder; default images/gpu-check/target/gpu-check.
# --worker   the target folder of a built worker, with the benchmark's target folder at ../../benchmark/target;
#            by default both are built.
# --xz       compression level, 0 to 9; default 6.
# --no-data  omit the quickstart and the reference arrays; `run` then reads them from GPU_CHECK_DATA.
#
# Needs a JDK with jlink (JDK_HOME, otherwise JAVA_HOME, otherwise the PATH), whose runtime is included in the folder.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
djl=https://github.com/deepjavalibrary/djl.git
out=$here/target/gpu-check
data=yes
worker=
xz=6

while [ $# -gt 0 ]; do
  case $1 in
    --djl) djl=$2; shift ;;
    --out) out=$2; shift ;;
    --worker) worker=$2; shift ;;
    --xz) xz=$2; shift ;;
    --no-data) data=no ;;
    *) echo "build.sh: unknown option $1" >&2; exit 64 ;;
  esac
  shift
done

jdk=${JDK_HOME:-${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}}
version=$(sed -n 's:.*<djl.version>\(.*\)</djl.version>.*:\1:p' "$root/pom.xml")
modules=java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml
modules=$modules,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.unsupported,jdk.zipfs

stage=$here/target/stage
rm -rf "$stage"
mkdir -p "$stage/bundle"

say() { echo "gpu-check: $*" >&2; }

worker_jars() {
  [ -z "$worker" ] || return 0
  worker=$root/runtime-image/worker/target
  say "building the worker and the benchmark"
  (cd "$root" && ./mvnw -B -ntp -q -DskipTests -pl runtime-image/worker,runtime-image/benchmark -am package) >&2
}

# Not compressed here, because the whole folder is compressed at the end, with a better ratio.
jar_of() {
  mkdir "$stage/jar"
  (cd "$stage/jar" && unzip -qo "$1")
  case $(basename "$1") in
    onnxruntime-*)
      mkdir -p "$stage/onnxruntime"
      mv "$stage"/jar/ai/onnxruntime/native/linux-x64/*.so "$stage/onnxruntime/"
      rm -rf "$stage/jar/ai/onnxruntime/native" ;;
    jna-*) find "$stage/jar/com/sun/jna" -name '*jnidispatch*' ! -path '*linux-x86-64/*' -delete ;;
  esac
  (cd "$stage/jar" && zip -qr0 "$stage/bundle/lib/$(basename "$1")" .)
  rm -rf "$stage/jar"
}

# libtorch and its JNI library come from the tested machine; the check uses neither Kubernetes nor S3.
jars() {
  say "taking the jars"
  mkdir -p "$stage/bundle/lib"
  for jar in "$worker"/*.jar "$worker"/../../benchmark/target/*.jar "$worker"/lib/*.jar; do
    case $(basename "$jar") in
      pytorch-native-*|pytorch-jni-*|*-tests.jar) ;;
      kubernetes-model-core-*|kubernetes-model-common-*|kubernetes-model-apiextensions-*) jar_of "$jar" ;;
      kubernetes-model-*) ;;
      *) if ! unzip -l "$jar" | grep -q ' software/amazon/'; then jar_of "$jar"; fi ;;
    esac
  done
}

java_runtime() {
  say "linking a Java runtime from $jdk"
  "$jdk/bin/jimage" list "$jdk/lib/modules" >"$stage/modules"
  python3 "$here/unused.py" "$stage/modules" >"$stage/unused"
  "$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-man-pages --no-header-files --compress zip-0 \
    "--exclude-resources=@$stage/unused" --output "$stage/bundle/java"
  (cd "$stage/bundle/java" && rm -rf legal lib/libawt_xawt.so lib/libsplashscreen.so lib/libjsound.so lib/libjawt.so)
  find "$stage/bundle/java" -name '*.so' -exec strip --strip-unneeded {} +
}

djl_sources() {
  say "taking the JNI sources of DJL $version from $djl"
  jni=$stage/bundle/jni
  mkdir -p "$jni/djl"
  if [ -d "$djl" ]; then
    git -C "$djl" archive "v$version" engines/pytorch api/src/main/native LICENSE | tar x -C "$jni/djl"
  else
    git clone -q --depth 1 --branch "v$version" "$djl" "$stage/clone"
    git -C "$stage/clone" archive HEAD engines/pytorch api/src/main/native LICENSE | tar x -C "$jni/djl"
  fi
  mkdir -p "$jni/src" "$jni/include/djl"
  cp "$jni"/djl/engines/pytorch/pytorch-native/src/main/native/* "$jni/src/"
  cp "$jni/djl/api/src/main/native/djl/"*.h "$jni/include/djl/"
  cp "$jni/djl/LICENSE" "$jni/LICENSE"
  jni_headers
  cp "$here/jni/CMakeLists.txt" "$jni/"
  rm -rf "$jni/djl"
}

jni_headers() {
  cp "$jdk/include/jni.h" "$jdk/include/linux/jni_md.h" "$jni/include/"
  engine=$jni/djl/engines/pytorch/pytorch-engine/src/main/java
  "$jdk/bin/javac" -nowarn -Xlint:none -proc:none -cp "$worker/lib/*" -sourcepath "$engine" \
    -h "$jni/include" -d "$stage/classes" "$engine/ai/djl/pytorch/jni/PyTorchLibrary.java" 2>/dev/null
}

# The x86 filter reduces the size of the libraries by several percent.
archive() {
  (cd "$3" && find "$2" \( -type f -o -type l \) | LC_ALL=C sort | tar cf - --no-recursion --owner=0 --group=0 \
    --mtime=2026-01-01 -T -) | xz --x86 --lzma2=preset="$xz" >"$out/$1.tar.xz"
}

folder() {
  say "writing $out"
  rm -rf "$out"
  mkdir -p "$out"
  archive bundle . "$stage/bundle"
  archive onnxruntime . "$stage/onnxruntime"
  cp "$here/run" "$here/parts.sh" "$here"/*.sed "$here"/[a-t]*.py "$out/"
  if [ "$data" = yes ]; then
    mkdir -p "$stage/data/examples" "$stage/data/reference"
    cp -r "$root/examples/quickstart" "$stage/data/examples/"
    for case in unet_b swinir_dtbfr swinir_real_x4 codeformer; do
      cp "$root/runtime-image/core/src/test/resources/reference/$case".* "$stage/data/reference/"
    done
    cp "$root"/runtime-image/core/src/test/resources/reference/NOTICE "$stage/data/reference/"
    archive data . "$stage/data"
  fi
  du -sh "$out"/* "$out" >&2
}

worker_jars
java_runtime
jars
djl_sources
folder
