package io.pentimento.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the images that were just written. */
@EnabledIfSystemProperty(named = "image.goal", matches = "buildTar", disabledReason = "pushed away")
class ImagesTest {
  private static final Path TARGET = Path.of(System.getProperty("images"));
  private static final boolean CUDA = System.getProperty("worker.image").endsWith("-cuda");
  private static Image worker;

  @BeforeAll
  static void readWorker() throws IOException {
    worker = image("worker.image", "worker");
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "worker.image", "server.image", "torchscript.image"})
  void eachRunsAsANumericUserThatIsNotRoot(String name) throws IOException {
    assertThat(image(name, name).config().path("User").asText()).isEqualTo("185:185");
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "server.image", "torchscript.image"})
  void theQuarkusApplicationsAreThere(String name) throws IOException {
    Image image = image(name, name);

    assertThat(image.config().path("Entrypoint"))
        .extracting(each -> each.asText())
        .contains("-jar", "/opt/pentimento/quarkus-run.jar");
    assertThat(image.holds("opt/pentimento/quarkus-run.jar")).isTrue();
    assertThat(image.holds("opt/pentimento/lib/main/.*[.]jar")).isTrue();
    assertThat(image.holds("opt/pentimento/app/.*[.]jar")).isTrue();
  }

  @Test
  void theWorkersNativeLibrariesLieUnpackedWhereTheEnvironmentSays() {
    String cache = worker.environment("DJL_CACHE_DIR").substring(1);

    assertThat(worker.holds(cache + "/pytorch/[^/]+/[^/]*-libdjl_torch[.]so")).isTrue();
    assertThat(worker.holds("opt/pentimento/natives/onnxruntime/libonnxruntime[.]so")).isTrue();
    if (!CUDA) {
      String libtorch = worker.environment("PYTORCH_LIBRARY_PATH").substring(1);
      assertThat(worker.holds(libtorch + "/libtorch[.]so")).isTrue();
    }
  }

  @Test
  void theServerOfModulesHasTheEngineThatItsEnvironmentNames() throws IOException {
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
  void nothingLiesThereTwice() {
    assertThat(worker.holds(".*/pytorch-native-cpu-.*[.]jar")).isFalse();
    assertThat(
            worker.files().stream()
                .filter(file -> file.matches(".*/onnxruntime(_gpu)?-[0-9].*[.]jar")))
        .hasSize(1);
  }

  @Test
  void theWorkerKeepsMemoryAsTheLauncherDoes() throws IOException {
    Pattern exported = Pattern.compile("export (OMP_\\w+|MALLOC_\\w+)=\"\\$\\{\\w+:-(\\w+)}\"");
    assertThat(exported.matcher(Files.readString(TARGET.resolve("../../pentimento"))).results())
        .hasSizeGreaterThan(3)
        .allSatisfy(
            (MatchResult each) ->
                assertThat(worker.environment(each.group(1))).isEqualTo(each.group(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "server", "server-torchscript"})
  void onnxRuntimeSendsNothingToItsVendor(String name) throws IOException {
    String property = name.replace("server-", "") + ".image";

    assertThat(image(property, name).environment("ORT_DISABLE_TELEMETRY")).isEqualTo("1");
  }

  private static Image image(String property, String otherwise) throws IOException {
    return Image.read(TARGET.resolve(System.getProperty(property, otherwise) + ".tar"));
  }
}
