// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.worker.source.SourceException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources on a server with the HTTP layout of the Hugging Face hub. */
@Timeout(60)
class HubSourcesTest {
  private static final String FILE = "/weights/model.pth";
  private static final String MAIN = "hf://org/model" + FILE;
  private static final String PINNED = "hf://org/model@" + HubServer.COMMIT + FILE;
  private static final byte[] OLD = content(1);
  private static final byte[] NEW = content(2);

  @TempDir Path folder;
  private HubServer hub;

  private static byte[] content(int seed) {
    byte[] content = new byte[300_000];
    new Random(seed).nextBytes(content);
    return content;
  }

  @BeforeEach
  void start() throws IOException {
    hub = new HubServer();
    hub.serve(OLD, "old");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Path file(String uri) throws IOException {
    return file(uri, Map.of());
  }

  private Path file(String uri, Map<String, String> secret) throws IOException {
    Map<String, String> values = new java.util.HashMap<>(secret);
    values.put("HF_ENDPOINT", hub.endpoint());
    return new RemoteSources(
            folder, new RetryPolicy((duration, cause) -> {}, (file, done, total) -> {}))
        .file(uri, new Credentials(values));
  }

  @Test
  void aFileIsDownloadedThroughTheRedirect() throws IOException {
    assertThat(file(PINNED)).hasBinaryContent(OLD);
    assertThat(hub.requests())
        .contains("GET /org/model/resolve/%s/weights/model.pth null".formatted(HubServer.COMMIT));
  }

  @Test
  void aCommitIsFetchedOnce() throws IOException {
    file(PINNED);
    int before = hub.requests().size();

    file(PINNED);

    assertThat(hub.requests()).hasSize(before);
  }

  @Test
  void aBranchIsFetchedAgainWhenItHasMoved() throws IOException {
    assertThat(file(MAIN)).hasBinaryContent(OLD);
    assertThat(file(MAIN)).hasBinaryContent(OLD);
    assertThat(hub.requests()).filteredOn(request -> request.contains("/store/")).hasSize(1);
    hub.serve(NEW, "new");

    assertThat(file(MAIN)).hasBinaryContent(NEW);
  }

  @Test
  void anInterruptedDownloadIsResumed() throws IOException {
    hub.cutAfter(200_000);

    assertThat(file(PINNED)).hasBinaryContent(OLD);
    assertThat(hub.requests()).anyMatch(request -> request.matches("GET /store/.* bytes=\\d+-"));
  }

  @Test
  void bytesOfTwoVersionsAreNotMixed() throws IOException {
    hub.cutAfter(200_000);
    RetryPolicy swapping =
        new RetryPolicy((duration, cause) -> hub.serve(NEW, "new"), (file, done, total) -> {});

    Path file =
        new RemoteSources(folder, swapping)
            .file(MAIN, new Credentials(Map.of("HF_ENDPOINT", hub.endpoint())));

    assertThat(file).hasBinaryContent(NEW);
  }

  @Test
  void theTokenGoesToTheHubAndNotToItsStore() throws IOException {
    hub.requireToken();

    assertThat(file(PINNED, Map.of("token", "hf_secret"))).hasBinaryContent(OLD);
    assertThatThrownBy(() -> file(MAIN, Map.of("token", "wrong")))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN));
  }

  @Test
  void aMissingFileIsAUserError() {
    assertThatThrownBy(() -> file("hf://org/model/other.pth"))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hf://model.pth", "hf://org/model", "hf://org/model@main", "hf://a b/c/d"})
  void otherFormsAreRejected(String uri) {
    assertThatThrownBy(() -> file(uri)).hasMessageContaining("hf://ORG/NAME[@REVISION]/FILE");
  }
}
