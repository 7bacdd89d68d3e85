// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.contract.SourceLocator;
import io.pentimento.contract.SourceName;
import io.pentimento.core.artifact.FileProblem;
import io.pentimento.core.image.folder.ImageFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Detects changes of files beside the manifest by names, sizes and times. After a change, prepare
 * runs again; later stages run again if the content differs.
 */
public final class SourceListing {
  private SourceListing() {}

  /** Listings by source field, for sources with a relative URI. */
  public static Map<String, String> of(AdaptationJobSpec spec, SourceLocator locator) {
    Map<String, String> listings = new TreeMap<>();
    for (SourceName name : SourceName.values()) {
      name.in(spec)
          .filter(source -> !source.uri().contains(":"))
          .flatMap(source -> locator.path(source.uri()))
          .ifPresent(path -> listings.put(name.field(), digest(path)));
    }
    return listings;
  }

  private static String digest(Path path) {
    StringBuilder listing = new StringBuilder(path.toAbsolutePath().normalize().toString());
    if (Files.exists(path)) {
      files(path).sorted().forEach(file -> describe(file, listing));
    }
    return sha256(listing.toString());
  }

  /** The files that prepare reads: for a folder its images, also behind links. */
  private static Stream<Path> files(Path source) {
    return Files.isDirectory(source)
        ? ImageFolder.scan(source).images().stream()
        : Stream.of(source);
  }

  private static void describe(Path file, StringBuilder to) {
    try {
      to.append('\n').append(file).append(' ').append(Files.size(file));
      to.append(' ').append(Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be read: %s".formatted(file, FileProblem.reason(e)), e);
    }
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
