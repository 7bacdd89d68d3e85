// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.worker.source.SourceException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class S3SourcesTest {
  @TempDir static Path store;
  private static S3Server server;
  private static S3Client client;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = new S3Server(store);
    client = S3Clients.of(server.credentials());
    server.createBucket("models");
    server.createBucket("frames");
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    server.close();
  }

  @Test
  void anObjectIsDownloadedCompletely() throws IOException {
    server.put("models", "prior/ffhq.pth", "weights");

    Path copy = sources().file("s3://models/prior/ffhq.pth", server.credentials());

    assertThat(copy).hasContent("weights");
  }

  @Test
  void aPartialObjectIsResumed() throws IOException {
    server.put("models", "restorer.pth", "0123456789");
    S3File file = new S3File(client, "models", "restorer.pth");
    String version = client.headObject(b -> b.bucket("models").key("restorer.pth")).eTag();

    RemoteFile.Body rest = file.from(4, version);

    assertThat(rest.offset()).isEqualTo(4);
    assertThat(rest.length()).isEqualTo(10);
    assertThat(rest.bytes()).hasContent("456789");
  }

  @Test
  void aPartOfAnotherVersionIsNotUsed() throws IOException {
    server.put("models", "restorer.pth", "0123456789");

    RemoteFile.Body body = new S3File(client, "models", "restorer.pth").from(4, "\"another\"");

    assertThat(body.offset()).isZero();
    assertThat(body.bytes()).hasContent("0123456789");
  }

  @Test
  void aChangedObjectIsDownloadedAgain() throws IOException {
    server.put("models", "changing.pth", "old");
    sources().file("s3://models/changing.pth", server.credentials());
    server.put("models", "changing.pth", "new");

    Path copy = sources().file("s3://models/changing.pth", server.credentials());

    assertThat(copy).hasContent("new");
  }

  @Test
  void aMissingObjectIsReportedAsMissing() {
    assertKind("s3://models/none.pth", server.credentials(), Kind.MISSING);
    assertKind("s3://nobody/none.pth", server.credentials(), Kind.MISSING);
  }

  @Test
  void aWrongKeyIsReportedAsForbidden() {
    Credentials wrong =
        new Credentials(
            Map.of(
                "AWS_ACCESS_KEY_ID", "someone",
                "AWS_SECRET_ACCESS_KEY", "else",
                "AWS_ENDPOINT_URL", server.credentials().value("AWS_ENDPOINT_URL").orElseThrow()));

    assertKind("s3://models/prior.pth", wrong, Kind.FORBIDDEN);
  }

  @Test
  void theImagesOfAPrefixAreMirroredWithTheirFolders() throws IOException {
    server.put("frames", "night/a.png", "a");
    server.put("frames", "night/cam2/b.JPG", "b");
    server.put("frames", "night/notes.txt", "not an image");
    server.put("frames", "night/too/deep/c.png", "c");
    server.put("frames", "nightly/d.png", "another prefix");

    Path copy = sources().images("s3://frames/night", server.credentials());

    assertThat(images(copy)).containsExactly("a.png", "cam2/b.JPG", "too/deep/c.png");
  }

  @Test
  void objectsRemovedFromThePrefixAreRemovedLocally() throws IOException {
    server.put("frames", "day/a.png", "a");
    server.put("frames", "day/b.png", "b");
    sources().images("s3://frames/day", server.credentials());
    server.remove("frames", "day/a.png");

    Path copy = sources().images("s3://frames/day", server.credentials());

    assertThat(images(copy)).containsExactly("b.png");
  }

  @Test
  void aPrefixWithoutImagesIsRejected() {
    assertThatThrownBy(() -> sources().images("s3://models/empty", server.credentials()))
        .isInstanceOf(SourceException.class)
        .hasMessage("no .png, .jpg, .jpeg, .jpe or .jfif file has this prefix");
  }

  private void assertKind(String uri, Credentials credentials, Kind kind) {
    assertThatThrownBy(() -> sources().file(uri, credentials))
        .isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private RemoteSources sources() {
    return new RemoteSources(
        folder, new RetryPolicy((duration, cause) -> {}, (file, done, total) -> {}));
  }

  private static List<String> images(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> folder.relativize(file).toString())
          .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*\\.(png|jpg)"))
          .sorted()
          .toList();
    }
  }
}
