package io.pentimento.worker.stage;

import io.pentimento.api.v1alpha1.FileSource;
import io.pentimento.api.v1alpha1.FolderSource;
import io.pentimento.core.artifact.Digest;
import io.pentimento.stage.FailureClass;
import io.pentimento.stage.SourceLocator;
import io.pentimento.stage.SourceName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Brings the sources of a job onto this machine, pinned by their digests. */
final class SourceFiles {
  private static final int OK = 200;

  private final SourceLocator locator;
  private final Path downloads;

  /** {@code downloads} receives what has to be fetched. */
  SourceFiles(SourceLocator locator, Path downloads) {
    this.locator = locator;
    this.downloads = downloads;
  }

  /**
   * The file of a source.
   *
   * @throws StageFailure if it is missing or another than the manifest pins
   */
  Path file(SourceName name, FileSource source) throws IOException {
    Path path = locator.path(source.uri()).orElse(null);
    if (path == null) {
      path = fetched(name, source.uri());
    }
    if (!Files.isRegularFile(path)) {
      throw missing(name, source.uri(), "there is no file " + path);
    }
    if (source.sha256() != null && !Digest.hex(Digest.of(path)).equals(source.sha256())) {
      throw new StageFailure(
          FailureClass.DATA,
          "DigestMismatch",
          "%s: %s has %s, the manifest pins sha256 %s; correct spec.%s.sha256 or the file"
              .formatted(name, source.uri(), Digest.of(path), source.sha256(), name));
    }
    return path;
  }

  Path folder(SourceName name, FolderSource source) {
    Path path =
        locator
            .path(source.uri())
            .orElseThrow(
                () ->
                    missing(
                        name, source.uri(), "folders are read from a claim or a local path only"));
    if (!Files.isDirectory(path)) {
      throw missing(name, source.uri(), "there is no folder " + path);
    }
    return path;
  }

  private Path fetched(SourceName name, String uri) throws IOException {
    if (!uri.startsWith("http")) {
      throw missing(name, uri, "this worker fetches http and https; mount other stores as a claim");
    }
    Files.createDirectories(downloads);
    Path target = downloads.resolve(Digest.hex(Digest.of(uri.getBytes(StandardCharsets.UTF_8))));
    return Files.exists(target) ? target : download(name, uri, target);
  }

  private Path download(SourceName name, String uri, Path target) throws IOException {
    Path part = Files.createTempFile(downloads, "download", ".part");
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(uri)).timeout(Duration.ofHours(1)).build();
      HttpResponse<Path> response =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NORMAL)
              .build()
              .send(request, HttpResponse.BodyHandlers.ofFile(part));
      if (response.statusCode() != OK) {
        throw missing(name, uri, "the server answers " + response.statusCode());
      }
      return Files.move(part, target);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StageFailure.interrupted();
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static StageFailure missing(SourceName name, String uri, String why) {
    return new StageFailure(
        FailureClass.USER_ERROR,
        "SourceNotFound",
        "spec.%s: %s cannot be read: %s".formatted(name, uri, why));
  }
}
