// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs of Debian's packages docker-registry and skopeo: on the path, or in a folder. */
public final class RegistryBinaries {
  /** Names the folder, if they are not on the path. */
  public static final String FOLDER = "PENTIMENTO_REGISTRY_BINARIES";

  private RegistryBinaries() {}

  /** The program; the test is skipped if there is none. */
  public static Path require(String program) {
    Optional<Path> found = find(program);
    assumeTrue(
        found.isPresent(),
        "needs %s (Debian: apt install %s) on the path or in the folder that %s names"
            .formatted(program, program, FOLDER));
    return found.get();
  }

  private static Optional<Path> find(String program) {
    String folder = System.getenv(FOLDER);
    Stream<String> folders =
        folder != null
            ? Stream.of(folder)
            : Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv("PATH"));
    return folders
        .map(each -> Path.of(each).resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
