// SPDX-License-Identifier: Apache-2.0
package io.pentimento.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Checks that the native libraries of the images are compatible. They come from three projects, and
 * missing symbols would otherwise only be noticed on a GPU.
 */
class NativeLibrariesTest {
  /** Libraries of the base image. */
  private static final String BASE =
      "ld-linux-.*|lib(c|m|dl|rt|pthread|util|z|gcc_s|stdc\\+\\+)[.]so[.].*";

  /** NVIDIA's driver library comes from the node. */
  private static final String DRIVER = "libcuda[.]so[.]1";

  /**
   * Names of libtorch, CUDA, ONNX Runtime, BLAS and LAPACK; other names without a library belong to
   * C and C++.
   */
  private static final Pattern OF_THESE =
      Pattern.compile("_Z.*(2at|3c10|5torch).*|(cu|nv|Ort|cblas_).*|[a-z0-9]+_");

  private static Map<String, NativeLibrary> libraries;

  @BeforeAll
  static void readLibraries() throws IOException {
    libraries = new TreeMap<>();
    for (String folder : System.getProperty("natives").split(":")) {
      for (Path file : files(Path.of(folder))) {
        libraries.put(file.getFileName().toString(), NativeLibrary.read(file));
      }
    }
  }

  @Test
  void requiredLibrariesExist() {
    Set<String> missing = new TreeSet<>();
    libraries.forEach(
        (name, library) ->
            library.needs().stream()
                .filter(needed -> !libraries.containsKey(file(needed)))
                .filter(needed -> !needed.matches(BASE + "|" + DRIVER))
                .forEach(needed -> missing.add(name + " needs " + needed)));

    assertThat(libraries).containsKeys("libtorch_cpu.so", "libonnxruntime.so");
    assertThat(missing).isEmpty();
  }

  @Test
  void requiredSymbolsExist() {
    Set<String> offers =
        libraries.values().stream()
            .flatMap(library -> library.offers().stream())
            .collect(Collectors.toSet());
    List<String> missing = new ArrayList<>();
    libraries.forEach(
        (name, library) ->
            library.calls().entrySet().stream()
                .filter(call -> isOfThese(call.getKey(), call.getValue()))
                .filter(call -> !offers.contains(call.getKey()))
                .forEach(call -> missing.add(name + " calls " + call)));

    assertThat(offers).hasSizeGreaterThan(10_000);
    assertThat(missing).isEmpty();
  }

  private static boolean isOfThese(String name, String owner) {
    return owner.isEmpty() ? OF_THESE.matcher(name).matches() : !owner.matches(BASE);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          // TensorRT is optional.
          .filter(file -> !file.getFileName().toString().contains("tensorrt"))
          .toList();
    }
  }

  /** ONNX Runtime's libraries are stored without the version in their requested names. */
  private static String file(String needed) {
    return needed.startsWith("libonnxruntime.so") ? "libonnxruntime.so" : needed;
  }
}
