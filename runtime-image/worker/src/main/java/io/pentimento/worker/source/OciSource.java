// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.artifact.Digest;
import io.pentimento.registry.client.OciReference;
import io.pentimento.registry.client.RegistryAccess;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.client.RegistryException;
import io.pentimento.registry.image.ImageLayers;
import io.pentimento.worker.source.SourceException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source in a registry: {@code oci://HOST/REPOSITORY[:TAG][@sha256:DIGEST]} for the weights of a
 * published model or the files of a dataset, {@code …#FILE} for another file.
 */
final class OciSource {
  /** The weights of a published model, by kind of restorer. */
  private static final List<String> WEIGHTS = List.of("adapted.safetensors", "adapted.pt");

  private static final String COMPLETE = ".complete";

  private final OciReference reference;
  private final @Nullable String file;
  private final RegistryClient client;

  OciSource(String uri, Credentials credentials, RetryPolicy retries) {
    int hash = uri.indexOf('#');
    this.reference = OciReference.parse(hash < 0 ? uri : uri.substring(0, hash));
    this.file = hash < 0 ? null : uri.substring(hash + 1);
    this.client = new RegistryClient(reference, access(credentials), retries.ofRegistry());
  }

  private RegistryAccess access(Credentials credentials) {
    return credentials.values().isEmpty()
        ? RegistryAccess.ofThisUser(reference)
        : RegistryAccess.ofSecret(credentials.values(), reference);
  }

  /**
   * One file of the image.
   *
   * @param copy folder of all versions of this source
   */
  Path file(Path copy) throws IOException {
    return locked(
        copy,
        () -> {
          ImageLayers image = ImageLayers.of(client, reference);
          String name = file == null ? weights(image) : file;
          if (!image.titles().contains(name)) {
            throw missing("it has no file " + name, image);
          }
          Path folder = version(copy, image);
          image.fetch(client, name, folder);
          return folder.resolve(name);
        });
  }

  private String weights(ImageLayers image) throws SourceException {
    return WEIGHTS.stream()
        .filter(image.titles()::contains)
        .findFirst()
        .orElseThrow(
            () ->
                missing(
                    "it is not a published model; name the file: %s#FILE".formatted(reference),
                    image));
  }

  private static SourceException missing(String what, ImageLayers image) {
    return new SourceException(Kind.MISSING, "%s; it has %s".formatted(what, image.titles()));
  }

  /** All files of the image. */
  Path folder(Path copy) throws IOException {
    return locked(
        copy,
        () -> {
          ImageLayers image = ImageLayers.of(client, reference);
          Path folder = version(copy, image);
          if (!Files.exists(folder.resolve(COMPLETE))) {
            image.fetch(client, folder);
            Files.createFile(folder.resolve(COMPLETE));
          }
          return folder;
        });
  }

  private static Path version(Path copy, ImageLayers image) throws IOException {
    return Files.createDirectories(
        copy.resolve(Digest.hex(requireNonNull(image.address().digest(), "digest"))));
  }

  /** Reads from the registry. */
  @FunctionalInterface
  private interface Reading {
    Path read() throws IOException;
  }

  private static Path locked(Path copy, Reading reading) throws IOException {
    Files.createDirectories(copy);
    try (FileChannel channel =
            FileChannel.open(
                copy.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      return reading.read();
    } catch (RegistryException e) {
      throw new SourceException(kind(e.kind()), String.valueOf(e.getMessage()), e);
    }
  }

  private static Kind kind(RegistryException.Kind kind) {
    return switch (kind) {
      case MISSING, REFUSED -> Kind.MISSING;
      case FORBIDDEN -> Kind.FORBIDDEN;
      case DAMAGED -> Kind.DAMAGED;
      case UNAVAILABLE -> Kind.UNAVAILABLE;
    };
  }
}
