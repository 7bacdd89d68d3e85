// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.registry.client.Blob;
import io.pentimento.registry.client.Descriptor;
import io.pentimento.registry.client.ImageManifest;
import io.pentimento.registry.client.OciJson;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.testing.Fault;
import io.pentimento.registry.testing.FaultyRegistry;
import io.pentimento.registry.testing.TestModel;
import io.pentimento.worker.source.SourceException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources in a registry. */
@Timeout(60)
class OciSourcesTest {
  private final FaultyRegistry registry = new FaultyRegistry();
  private final OciReference repository = registry.repository("vision/night");

  @TempDir Path folder;

  @AfterEach
  void stop() {
    registry.close();
  }

  private RemoteSources sources() {
    return new RemoteSources(
        folder.resolve("downloads"),
        new RetryPolicy((duration, cause) -> {}, (file, done, total) -> {}));
  }

  private Path file(String uri) throws IOException {
    return sources().file(uri, Credentials.NONE);
  }

  @Test
  void theWeightsOfAPublishedModelAreDownloaded() throws IOException {
    OciReference model = TestModel.publish(repository, "Passed", null);

    assertThat(file(model.toString())).hasBinaryContent(TestModel.weights());
    assertThat(file(repository.withTag("v1").toString())).hasBinaryContent(TestModel.weights());
  }

  @Test
  void onlyTheNamedFileIsDownloadedAndOnlyOnce() throws IOException {
    OciReference model = TestModel.publish(repository, "Passed", null);
    int before = registry.requests().size();

    file(model + "#README.md");
    file(model + "#README.md");

    assertThat(registry.requests().subList(before, registry.requests().size()))
        .filteredOn(request -> request.contains("/blobs/"))
        .hasSize(1);
  }

  @Test
  void aFileThatTheImageDoesNotHaveIsNamed() throws IOException {
    OciReference model = TestModel.publish(repository, "Passed", null);

    assertThatThrownBy(() -> file(model + "#other.pth"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("it has no file other.pth; it has [README.md, adapted.safetensors]");
  }

  @Test
  void aTagThatWasMovedGivesTheNewContent() throws IOException {
    pushDataset(Map.of("one.png", "1"));
    assertThat(images()).isDirectoryContaining("glob:**/one.png");

    pushDataset(Map.of("two.png", "2"));

    assertThat(images())
        .isDirectoryContaining("glob:**/two.png")
        .isDirectoryNotContaining("glob:**/one.png");
  }

  @Test
  void aDatasetIsUnpackedFromCompressedLayers() throws IOException {
    pushDataset(Map.of("night/one.png", "1", "day/two.png", "2"));

    assertThat(images().resolve("night/one.png")).hasContent("1");
    assertThat(images().resolve("day/two.png")).hasContent("2");
  }

  @Test
  void aLayerWithAPathOutsideItsFolderIsRejected() throws IOException {
    pushDataset(Map.of("../../escaped.png", "1"));

    assertThatThrownBy(this::images)
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
    assertThat(folder.resolve("downloads")).isDirectoryNotContaining("regex:.*escaped.*");
  }

  @Test
  void aFailureOfTheRegistryHasTheKindOfOtherSources() throws IOException {
    OciReference model = TestModel.publish(repository, "Passed", null);
    registry.fail(Fault.status("GET", "/manifests/", 403));

    assertThatThrownBy(() -> file(model.toString()))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN));
    assertThatThrownBy(() -> file(repository.withTag("nothing").toString()))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING));
  }

  private Path images() throws IOException {
    return sources().images(repository.withTag("data").toString(), Credentials.NONE);
  }

  private void pushDataset(Map<String, String> files) throws IOException {
    RegistryClient client = TestModel.client(repository);
    Blob layer = Blob.of("layer", archive(files));
    Blob config = Blob.of("config", "{}".getBytes(StandardCharsets.UTF_8));
    client.push(layer);
    client.push(config);
    ImageManifest manifest =
        ImageManifest.image(
            Descriptor.of("application/vnd.oci.image.config.v1+json", config),
            List.of(Descriptor.of("application/vnd.oci.image.layer.v1.tar+gzip", layer)),
            Map.of());
    client.pushManifest("data", ImageManifest.MEDIA_TYPE, OciJson.write(manifest));
  }

  private static byte[] archive(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
