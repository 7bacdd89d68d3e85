// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import io.pentimento.api.v1alpha1.source.FileSource;
import io.pentimento.api.v1alpha1.source.FolderSource;
import io.pentimento.api.v1alpha1.source.Source;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceLocator;
import io.pentimento.contract.SourceName;
import io.pentimento.core.artifact.Digest;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.runtime.StageFailure;
import io.pentimento.worker.source.RemoteSources;
import io.pentimento.worker.source.Secrets;
import io.pentimento.worker.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the sources of a job available as local files and verifies pinned digests. */
final class SourceFiles {
  private final SourceLocator locator;
  private final Secrets secrets;
  private final RemoteSources remote;

  SourceFiles(SourceLocator locator, Secrets secrets, RemoteSources remote) {
    this.locator = locator;
    this.secrets = secrets;
    this.remote = remote;
  }

  /**
   * The file of a source.
   *
   * @throws StageFailure if it cannot be read, or has another digest than the manifest pins
   */
  Path file(SourceName name, FileSource source) throws IOException {
    Optional<Path> here = locator.path(source.uri());
    Path path = here.isPresent() ? here.get() : fetched(name, source);
    if (!Files.isRegularFile(path)) {
      throw missing(name, source.uri(), "file not found: " + path);
    }
    if (source.sha256() != null && !isPinned(path, source)) {
      throw new StageFailure(
          FailureClass.DATA,
          SourceReason.DIGEST_MISMATCH,
          "%s: %s has %s, but the manifest pins sha256 %s; correct spec.%s.sha256 or the file"
              .formatted(name, source.uri(), Digest.of(path), source.sha256(), name));
    }
    return path;
  }

  /**
   * The folder of a source's images.
   *
   * @throws StageFailure if it cannot be read
   */
  Path folder(SourceName name, FolderSource source) throws IOException {
    Optional<Path> here = locator.path(source.uri());
    Path path =
        here.isPresent()
            ? here.get()
            : named(name, source, () -> remote.images(source.uri(), secrets.of(source)));
    if (!Files.isDirectory(path)) {
      throw missing(name, source.uri(), "folder not found: " + path);
    }
    return path;
  }

  /** A local copy with the pinned digest needs no request to the server. */
  private Path fetched(SourceName name, FileSource source) throws IOException {
    Path copy = remote.copy(source.uri());
    return source.sha256() != null && Files.isRegularFile(copy) && isPinned(copy, source)
        ? copy
        : named(name, source, () -> remote.file(source.uri(), secrets.of(source)));
  }

  private static boolean isPinned(Path file, FileSource source) throws IOException {
    return Digest.hex(Digest.of(file)).equals(source.sha256());
  }

  /** Reads a source. */
  @FunctionalInterface
  private interface Reading {
    Path read() throws IOException;
  }

  /** Adds the field of the manifest to errors of a source. */
  private static Path named(SourceName name, Source source, Reading reading) throws IOException {
    try {
      return reading.read();
    } catch (SourceException e) {
      throw new StageFailure(
          e.kind().failureClass(),
          e.kind().reason(),
          unreadable(name, source.uri(), String.valueOf(e.getMessage())));
    }
  }

  private static StageFailure missing(SourceName name, String uri, String why) {
    return new StageFailure(
        FailureClass.USER_ERROR, SourceReason.SOURCE_NOT_FOUND, unreadable(name, uri, why));
  }

  private static String unreadable(SourceName name, String uri, String why) {
    return "spec.%s: %s cannot be read: %s".formatted(name, uri, why);
  }
}
