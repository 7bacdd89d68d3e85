// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of reference cases. It is listed, so that a new file is a new case. */
public final class ReferenceDirectory {
  /** System property with the folder. */
  public static final String PROPERTY = "reference.dir";

  /** System property with the folder of the cases in the source tree. */
  public static final String PACKAGED = "reference.packaged";

  private static final Pattern CASE_FILE = Pattern.compile("(.+)\\.(json|npz|pth)");

  private final Path folder;

  public ReferenceDirectory(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("folder of reference cases not found: " + folder);
    }
    this.folder = folder;
  }

  /**
   * The folder in the system property {@value #PROPERTY}: any set of cases of the same kinds;
   * sizes, counts, seeds and optional arrays are read from its files.
   */
  public static ReferenceDirectory configured() {
    return named(PROPERTY);
  }

  /** The cases in the source tree, whose names and sizes are known. */
  public static ReferenceDirectory packaged() {
    return named(PACKAGED);
  }

  private static ReferenceDirectory named(String property) {
    String folder = System.getProperty(property);
    if (folder == null) {
      throw new IllegalArgumentException("set the system property " + property);
    }
    return new ReferenceDirectory(Path.of(folder));
  }

  public Path folder() {
    return folder;
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Names of all cases, sorted. */
  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> CASE_FILE.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(match -> match.group(1))
          .filter(name -> !name.equals("MANIFEST"))
          .distinct()
          .sorted()
          .toList();
    }
  }

  /** All cases of a kind, by name; empty if there are none. */
  public List<ReferenceCase> cases(ReferenceKind kind) throws IOException {
    List<ReferenceCase> cases = new ArrayList<>();
    for (String name : names()) {
      if (kind(name).equals(Optional.of(kind))) {
        cases.add(read(name));
      }
    }
    return List.copyOf(cases);
  }

  /** The kind of a case; empty if unknown. */
  public Optional<ReferenceKind> kind(String name) throws IOException {
    return ReferenceCase.kind(name, ReferenceCase.readJson(folder, name));
  }

  /**
   * The case with this name.
   *
   * @throws IllegalArgumentException if no file belongs to it
   */
  public ReferenceCase read(String name) throws IOException {
    if (!names().contains(name)) {
      throw new IllegalArgumentException(
          "there is no reference case '%s' in %s".formatted(name, folder));
    }
    return ReferenceCase.read(folder, name);
  }
}
