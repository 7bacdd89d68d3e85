// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.registry.client.Blob;
import io.pentimento.registry.testing.TestModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelImageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void theDigestDependsOnNamesAndContentsOnly() throws IOException {
    Path file = Files.write(folder.resolve("adapted.safetensors"), TestModel.weights());
    String before = image(file).index().digest();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));

    assertThat(image(file).index().digest()).isEqualTo(before);
    Files.write(file, new byte[] {1});
    assertThat(image(file).index().digest()).isNotEqualTo(before);
  }

  /** A different digest for the same model would break pinned GitOps references. */
  @Test
  void theDigestOfAModelStaysTheSameFromReleaseToRelease() throws IOException {
    assertThat(TestModel.image().index().digest())
        .isEqualTo("sha256:05faa2b6c3e5e3caea90fbb3ec889f854a389c78a4c48dcb9b56e82646bae119");
  }

  private static ModelImage image(Path file) throws IOException {
    return ModelImage.of(List.of(ModelFile.of(file)), Map.of());
  }

  @Test
  void theOrderOfTheFilesDoesNotMatter() throws IOException {
    ModelFile one = ModelFile.of("one", new byte[] {1});
    ModelFile two = ModelFile.of("two", new byte[] {2});

    assertThat(ModelImage.of(List.of(two, one), Map.of()).index().digest())
        .isEqualTo(ModelImage.of(List.of(one, two), Map.of()).index().digest());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 100_000})
  void aLayerIsATarArchiveWithOneFile(int size) throws IOException {
    byte[] content = new byte[size];
    Blob layer = ModelImage.of(List.of(ModelFile.of("file", content)), Map.of()).layers().get(0);
    try (InputStream in = layer.open()) {
      byte[] bytes = in.readAllBytes();
      assertThat(bytes).hasSize((int) layer.size());
      TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes));
      TarArchiveEntry entry = tar.getNextEntry();
      assertThat(entry.getName()).isEqualTo("file");
      assertThat(entry.getLastModifiedTime().toMillis()).isZero();
      assertThat(tar.readAllBytes()).isEqualTo(content);
      assertThat(tar.getNextEntry()).isNull();
    }
  }

  /** Container runtimes reject an image of another platform, and check these digests. */
  @Test
  void theConfigurationNamesThePlatformAndTheLayers() throws IOException {
    ModelImage image = TestModel.image();
    for (ModelImage.Variant variant : image.variants()) {
      try (InputStream in = variant.config().open()) {
        JsonNode config = JSON.readTree(in);
        assertThat(config.at("/os").asText()).isEqualTo("linux");
        assertThat(config.at("/rootfs/diff_ids"))
            .map(JsonNode::asText)
            .isEqualTo(image.layers().stream().map(Blob::digest).toList());
      }
    }
    assertThat(image.variants()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../escape", "a/b", "", ".hidden", "with blank"})
  void aNameOutsideTheFolderIsRejected(String name) {
    assertThatThrownBy(() -> ModelFile.of(name, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
