// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.image;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file of a published model.
 *
 * @param name without folders
 * @param size bytes
 */
public record ModelFile(String name, long size, Content content) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** Opens the bytes; may be called any number of times. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }

  public ModelFile {
    requireNonNull(content, "content");
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "%s cannot be published; names consist of letters, digits and . _ -".formatted(name));
    }
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  public static ModelFile of(Path file) throws IOException {
    return new ModelFile(
        file.getFileName().toString(), Files.size(file), () -> Files.newInputStream(file));
  }

  public static ModelFile of(String name, byte[] content) {
    byte[] bytes = content.clone();
    return new ModelFile(name, bytes.length, () -> new ByteArrayInputStream(bytes));
  }
}
