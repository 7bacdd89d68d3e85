// SPDX-License-Identifier: Apache-2.0
package io.pentimento.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the content of the images that were built. */
@EnabledIfSystemProperty(
    named = "image.goal",
    matches = "buildTar",
    disabledReason = "the images were pushed")
class ImagesTest {
  private static final Path TARGET = Path.of(System.getProperty("images"));
  private static final boolean CUDA = System.getProperty("worker.image").endsWith("-cuda");

  /** Files that change with every release of Pentimento. */
  private static final Pattern OURS =
      Pattern.compile(
          "opt/pentimento/((lib/|lib/main/io[.]pentimento[.]|engine/|app/)?pentimento-.*[.]jar"
              + "|quarkus-run[.]jar|quarkus/.*)");

  private static final Pattern FOREIGN = Pattern.compile(".*[.](jar|so)");
  private static final Map<String, Image> IMAGES = new HashMap<>();
  private static Image worker;

  @BeforeAll
  static void readWorker() throws IOException {
    worker = image("worker.image", "worker");
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "worker.image", "server.image", "torchscript.image"})
  void everyImageRunsAsANumericNonRootUser(String name) throws IOException {
    assertThat(image(name, name).config().path("User").asText()).isEqualTo("185:185");
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "worker.image", "server.image", "torchscript.image"})
  void everyImageReadsFileNamesAsUtf8(String name) throws IOException {
    assertThat(image(name, name).environment("LANG")).isEqualTo("C.UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "worker.image", "server.image", "torchscript.image"})
  void aReleaseChangesOnlyTheLastLayers(String name) throws IOException {
    List<Set<String>> layers = image(name, name).layers();
    List<Boolean> ours = layers.stream().map(ImagesTest::isOurs).toList();

    assertThat(ours).endsWith(true);
    assertThat(ours.subList(0, ours.indexOf(true))).isNotEmpty();
    assertThat(ours.subList(ours.indexOf(true), ours.size()))
        .as("layers above Pentimento's")
        .containsOnly(true);
    for (Set<String> layer : layers.subList(ours.indexOf(true), ours.size())) {
      assertThat(layer)
          .as("third-party files in Pentimento's layers")
          .noneMatch(ImagesTest::isForeign);
    }
  }

  private static boolean isOurs(Set<String> layer) {
    return layer.stream().anyMatch(OURS.asMatchPredicate());
  }

  private static boolean isForeign(String file) {
    return FOREIGN.asMatchPredicate().test(file) && !OURS.asMatchPredicate().test(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker.image", "server.image", "torchscript.image"})
  void nativeLibrariesAreInLowerLayersThanJars(String name) throws IOException {
    List<Set<String>> layers = image(name, name).layers();

    assertThat(lastLayerWith(layers, "opt/pentimento/natives/.*[.]so([.].*)?"))
        .isBetween(0, layers.size() - 1)
        .isLessThan(firstLayerWith(layers, "opt/pentimento/.*[.]jar"));
  }

  private static int firstLayerWith(List<Set<String>> layers, String pattern) {
    return IntStream.range(0, layers.size())
        .filter(each -> layers.get(each).stream().anyMatch(file -> file.matches(pattern)))
        .findFirst()
        .orElse(-1);
  }

  private static int lastLayerWith(List<Set<String>> layers, String pattern) {
    return IntStream.range(0, layers.size())
        .filter(each -> layers.get(each).stream().anyMatch(file -> file.matches(pattern)))
        .max()
        .orElse(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker.image", "server.image", "torchscript.image"})
  void gpuImagesHaveOneCudaAndItsPath(String name) throws IOException {
    Image image = image(name, name);
    List<String> found =
        image.files().stream()
            .filter(file -> file.matches(".*/lib(cudart|cudnn)[.]so[.].*"))
            .toList();

    if (CUDA) {
      assertThat(found)
          .hasSize(2)
          .allMatch(file -> file.startsWith("opt/pentimento/natives/cuda/"));
      assertThat(image.environment("LD_LIBRARY_PATH").split(":"))
          .contains("/opt/pentimento/natives/cuda", "/usr/local/nvidia/lib64");
      assertThat(image.environment("NVIDIA_DRIVER_CAPABILITIES")).isEqualTo("compute,utility");
    } else {
      assertThat(found).isEmpty();
      assertThat(image.environment("NVIDIA_DRIVER_CAPABILITIES")).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "server.image", "torchscript.image"})
  void quarkusApplicationsAreComplete(String name) throws IOException {
    Image image = image(name, name);

    assertThat(image.config().path("Entrypoint"))
        .extracting(each -> each.asText())
        .contains("-jar", "/opt/pentimento/quarkus-run.jar");
    assertThat(image.holds("opt/pentimento/quarkus-run.jar")).isTrue();
    assertThat(image.holds("opt/pentimento/lib/main/.*[.]jar")).isTrue();
    assertThat(image.holds("opt/pentimento/app/.*[.]jar")).isTrue();
  }

  @Test
  void theWorkersNativeLibrariesAreUnpackedInTheConfiguredFolder() {
    String cache = worker.environment("DJL_CACHE_DIR").substring(1);

    assertThat(worker.holds(cache + "/pytorch/[^/]+/[^/]*-libdjl_torch[.]so")).isTrue();
    assertThat(worker.holds("opt/pentimento/natives/onnxruntime/libonnxruntime[.]so")).isTrue();
    String libtorch = worker.environment("PYTORCH_LIBRARY_PATH").substring(1);
    assertThat(worker.holds(libtorch + "/libtorch[.]so")).isTrue();
    assertThat(worker.holds(libtorch + "/libtorch_cuda[.]so")).isEqualTo(CUDA);
  }

  /** DJL counts GPUs with the CUDA library, which JNA searches by a name without version. */
  @ParameterizedTest
  @ValueSource(strings = {"worker.image", "torchscript.image"})
  void jnaFindsCuda(String name) throws IOException {
    assertThat(image(name, name).config().path("Entrypoint"))
        .extracting(each -> each.asText())
        .contains("-Djna.library.path=/opt/pentimento/natives/cuda");
  }

  @Test
  void theTorchScriptServerContainsItsConfiguredEngine() throws IOException {
    Image server = image("torchscript.image", "server-torchscript");
    String engine = server.environment("PENTIMENTO_SERVER_ENGINE_PATH");
    String folder = engine.substring(1, engine.length() - 1);

    assertThat(engine).endsWith("/*");
    for (String part : List.of("pentimento-training", "api", "pytorch-engine", "pytorch-jni")) {
      assertThat(server.holds(folder + part + "-[0-9][^/]*[.]jar")).as(part).isTrue();
    }
    assertThat(
            server.holds(
                server.environment("DJL_CACHE_DIR").substring(1)
                    + "/pytorch/[^/]+/[^/]*-libdjl_torch[.]so"))
        .isTrue();
  }

  @Test
  void noFileExistsTwice() {
    assertThat(worker.holds(".*/pytorch-native-cpu-.*[.]jar")).isFalse();
    assertThat(
            worker.files().stream()
                .filter(file -> file.matches(".*onnxruntime(_gpu)?-[0-9].*[.]jar")))
        .hasSize(1);
  }

  @Test
  void theWorkerHasTheMallocSettingsOfTheLauncher() throws IOException {
    Pattern exported = Pattern.compile("export (OMP_\\w+|MALLOC_\\w+)=\"\\$\\{\\w+:-(\\w+)}\"");
    assertThat(exported.matcher(Files.readString(TARGET.resolve("../../pentimento"))).results())
        .hasSizeGreaterThan(3)
        .allSatisfy(
            (MatchResult each) ->
                assertThat(worker.environment(each.group(1))).isEqualTo(each.group(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "server", "server-torchscript"})
  void onnxRuntimeTelemetryIsDisabled(String name) throws IOException {
    String property = name.replace("server-", "") + ".image";

    assertThat(image(property, name).environment("ORT_DISABLE_TELEMETRY")).isEqualTo("1");
  }

  private static Image image(String property, String otherwise) throws IOException {
    String name = System.getProperty(property, otherwise);
    if (!IMAGES.containsKey(name)) {
      IMAGES.put(name, Image.read(TARGET.resolve(name + ".tar")));
    }
    return IMAGES.get(name);
  }
}
