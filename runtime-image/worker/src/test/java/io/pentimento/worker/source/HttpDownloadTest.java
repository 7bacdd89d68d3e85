// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.worker.source.SourceException.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDownloadTest {
  private static final byte[] CONTENT = bytes(300_000, 1);

  @TempDir Path folder;

  private final List<Duration> waits = new ArrayList<>();
  private final RetryPolicy retries =
      new RetryPolicy((duration, cause) -> waits.add(duration), (file, done, total) -> {});
  private FaultyWebServer server;
  private RemoteSources sources;

  @BeforeEach
  void start() throws IOException {
    server = new FaultyWebServer(CONTENT, "\"one\"");
    sources = new RemoteSources(folder.resolve("downloads"), retries);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aFileIsDownloadedCompletely() throws IOException {
    assertThat(fetch("/file")).hasBinaryContent(CONTENT);
  }

  @Test
  void aBrokenConnectionIsResumed() throws IOException {
    server.cutAfter(100_000, 50_000);

    assertThat(fetch("/file")).hasBinaryContent(CONTENT);

    assertThat(server.requests())
        .containsExactly("GET null null", "GET bytes=100000- null", "GET bytes=150000- null");
  }

  @Test
  void aLaterProcessResumesTheDownload() throws IOException {
    server.cutAfter(100_000);
    RetryPolicy killed =
        new RetryPolicy(
            (duration, cause) -> {
              throw new IllegalStateException("killed");
            },
            (file, done, total) -> {});
    RemoteSources earlier = new RemoteSources(sources.folder(), killed);
    assertThatThrownBy(() -> earlier.file(server.uri("/file").toString(), Credentials.NONE))
        .hasMessage("killed");
    assertThat(sources.copy(server.uri("/file").toString())).doesNotExist();

    assertThat(fetch("/file")).hasBinaryContent(CONTENT);

    assertThat(server.requests()).endsWith("GET bytes=100000- null");
  }

  @Test
  void bytesOfTwoVersionsAreNeverMixed() throws IOException {
    server.cutAfter(100_000);
    byte[] other = bytes(250_000, 2);
    RetryPolicy replacing =
        new RetryPolicy(
            (duration, cause) -> server.serve(other, "\"two\""), (file, done, total) -> {});

    Path copy =
        new RemoteSources(sources.folder(), replacing)
            .file(server.uri("/file").toString(), Credentials.NONE);

    assertThat(copy).hasBinaryContent(other);
  }

  @Test
  void aPartOfAnotherVersionCausesACompleteDownload() throws IOException {
    server.cutAfter(100_000);
    server.ignoreIfRange();
    byte[] other = bytes(250_000, 2);
    RetryPolicy replacing =
        new RetryPolicy(
            (duration, cause) -> server.serve(other, "\"two\""), (file, done, total) -> {});

    Path copy =
        new RemoteSources(sources.folder(), replacing)
            .file(server.uri("/file").toString(), Credentials.NONE);

    assertThat(copy).hasBinaryContent(other);
  }

  @Test
  void anUnchangedFileIsNotDownloadedAgain() throws IOException {
    fetch("/file");

    fetch("/file");

    assertThat(server.requests()).containsExactly("GET null null", "HEAD null null");
  }

  @Test
  void aChangedFileIsDownloadedAgain() throws IOException {
    fetch("/file");
    byte[] other = bytes(1000, 2);
    server.serve(other, "\"two\"");

    assertThat(fetch("/file")).hasBinaryContent(other);
  }

  @Test
  void aBusyServerIsRetriedWithGrowingDelays() throws IOException {
    server.refuse(503, 429, 500);

    assertThat(fetch("/file")).hasBinaryContent(CONTENT);

    assertThat(waits)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void aServerThatStaysBusyIsUnavailable() {
    server.refuse(503, 503, 503, 503, 503, 503);

    assertThatThrownBy(() -> fetch("/file"))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
        .hasMessage("the server answered with status 503");
  }

  @ParameterizedTest
  @CsvSource({"404, MISSING", "410, MISSING", "401, FORBIDDEN", "403, FORBIDDEN"})
  void aRejectedRequestIsNotRetried(int status, Kind kind) {
    server.refuse(status);

    assertThatThrownBy(() -> fetch("/file"))
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void redirectsAreFollowed() throws IOException {
    assertThat(fetch("/elsewhere")).hasBinaryContent(CONTENT);
  }

  @Test
  void aTokenIsSentAsBearer() throws IOException {
    sources.file(server.uri("/file").toString(), new Credentials(Map.of("token", "test token")));

    assertThat(server.requests()).containsExactly("GET null Bearer test token");
  }

  @Test
  void aServerThatDoesNotAnswerTimesOut() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      URI uri = URI.create("http://localhost:" + silent.getLocalPort() + "/");
      HttpFile file =
          new HttpFile(uri, Credentials.NONE, Duration.ofMillis(50), new Proxies(Map.of()));

      assertThatThrownBy(() -> file.from(0, null))
          .isInstanceOfSatisfying(
              SourceException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    }
  }

  private Path fetch(String path) throws IOException {
    return sources.file(server.uri(path).toString(), Credentials.NONE);
  }

  private static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
