package io.pentimento.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.pentimento.core.reference.ReferenceCase;
import io.pentimento.core.reference.ReferenceDirectory;
import io.pentimento.core.reference.ReferenceKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PublishedCheckpointsTest {

  @TestFactory
  Stream<DynamicTest> everyReferenceCheckpointHasTheTensorsThatItsCaseLists() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (ReferenceKind kind : List.of(ReferenceKind.UNET, ReferenceKind.SWINIR)) {
      for (ReferenceCase reference : ReferenceDirectory.configured().cases(kind)) {
        tests.add(dynamicTest(reference.name(), () -> sameShapes(reference)));
      }
    }
    return tests.stream();
  }

  private static void sameShapes(ReferenceCase reference) throws IOException {
    StateDict weights = Checkpoints.load(reference.checkpoint().orElseThrow());
    Map<String, long[]> expected = reference.stateShapes();
    assertThat(expected).isNotEmpty();
    expected.forEach(
        (name, shape) ->
            assertThat(weights.get(unprefixed(name)).shape()).as(name).isEqualTo(shape));
    assertThat(weights.size()).isEqualTo(expected.size());
  }

  private static String unprefixed(String name) {
    return name.startsWith("module.") ? name.substring("module.".length()) : name;
  }

  @Test
  void theLpipsHeadsOf2018HaveTheirPublishedSums() throws IOException {
    StateDict heads = Checkpoints.load(ReferenceDirectory.configured().file("lpips_vgg_v0.1.pth"));
    double[] sums = {6.92599, 8.85833, 17.51501, 51.52132, 47.03485};
    for (int k = 0; k < sums.length; k++) {
      double sum = 0;
      for (float value : heads.get("lin" + k + ".model.1.weight").data()) {
        sum += value;
      }
      assertThat(sum).isCloseTo(sums[k], within(1e-4));
    }
  }

  @Test
  void aPickleWithAForeignGlobalIsRefusedByName(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("evil.pth");
    String marker = folder.resolve("executed").toString();
    Files.write(file, zipped("cposix\nsystem\n(X" + length(marker) + marker + "tR."));
    assertThatThrownBy(() -> Checkpoints.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("posix")
        .hasMessageContaining("system");
  }

  @Test
  void aTruncatedCheckpointIsRefused(@TempDir Path folder) throws IOException {
    Path whole = ReferenceDirectory.configured().file("unet_b.pth");
    byte[] bytes = Files.readAllBytes(whole);
    Path half = folder.resolve("half.pth");
    Files.write(half, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> Checkpoints.load(half)).isInstanceOf(CheckpointException.class);
  }

  private static String length(String text) {
    int n = text.length();
    return "" + (char) n + "\0\0\0";
  }

  private static byte[] zipped(String pickle) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("evil/data.pkl"));
      zip.write(("\u0080\u0002" + pickle).getBytes(StandardCharsets.ISO_8859_1));
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("evil/version"));
      zip.write("3\n".getBytes(StandardCharsets.US_ASCII));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
