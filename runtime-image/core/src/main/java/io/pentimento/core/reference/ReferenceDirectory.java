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

/** A folder of reference cases. Cases are found by listing it, so that a new file is a new case. */
public final class ReferenceDirectory {
  /** System property that names the folder. */
  public static final String PROPERTY = "reference.dir";

  /** System property that names the folder of the set that comes with the sources. */
  public static final String PACKAGED = "reference.packaged";

  private static final Pattern CASE_FILE = Pattern.compile("(.+)\\.(json|npz|pth)");

  private final Path folder;

  public ReferenceDirectory(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("there is no folder of reference cases at " + folder);
    }
    this.folder = folder;
  }

  /**
   * The folder that the system property {@value #PROPERTY} names: any set of the same kinds, whose
   * sizes, counts, seeds and optional arrays its files tell.
   */
  public static ReferenceDirectory configured() {
    return named(PROPERTY);
  }

  /** The set that comes with the sources, of which names and sizes are known. */
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

  /** All cases of a kind, by name; none if the folder has none. */
  public List<ReferenceCase> cases(ReferenceKind kind) throws IOException {
    List<ReferenceCase> cases = new ArrayList<>();
    for (String name : names()) {
      if (kind(name).equals(Optional.of(kind))) {
        cases.add(read(name));
      }
    }
    return List.copyOf(cases);
  }

  /** What the case verifies; empty if it is of no kind that we know. */
  public Optional<ReferenceKind> kind(String name) throws IOException {
    return ReferenceCase.kind(name, ReferenceCase.readJson(folder, name));
  }

  /**
   * The case of that name.
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
