// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs are checked before the work begins, and nothing is created by the check. */
class OutputPathTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void createFile() throws IOException {
    file = Files.createFile(folder.resolve("file"));
  }

  @Test
  void aNewPathIsAcceptedAndNotCreated() {
    Path deep = folder.resolve("a/b/c");

    assertThat(OutputPath.requireFile("--out", deep)).isEqualTo(deep);
    assertThat(OutputPath.requireFolder("OUT", deep)).isEqualTo(deep);
    assertThat(folder.resolve("a")).doesNotExist();
  }

  @Test
  void anExistingFileCanBeReplaced() {
    assertThat(OutputPath.requireFile("--out", file)).isEqualTo(file);
  }

  /** Their folder need not be writable. */
  @ParameterizedTest
  @ValueSource(strings = {"/dev/null", "/dev/stdout", "/dev/fd/1"})
  void devicesAndStreamsAreOutputFiles(String stream) {
    assertThat(OutputPath.requireFile("OUT", Path.of(stream))).isEqualTo(Path.of(stream));
  }

  @Test
  void anExistingFolderCanBeFilled() {
    assertThat(OutputPath.requireFolder("OUT", folder)).isEqualTo(folder);
  }

  @Test
  void aFolderIsNotAnOutputFile() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutputPath.requireFile("--out", folder))
        .withMessage("--out: %s is a folder; name an output file", folder);
  }

  @Test
  void aFileIsNotAnOutputFolder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutputPath.requireFolder("OUT", file))
        .withMessage("OUT: %s is a file; name an output folder", file);
  }

  @Test
  void nothingCanBeWrittenBelowAFile() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutputPath.requireFile("--out", file.resolve("a/b")))
        .withMessage(
            "--out: %s cannot be written, because %s is a file", file.resolve("a/b"), file);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutputPath.requireFolder("OUT", file.resolve("a")))
        .withMessageContaining("because %s is a file", file);
  }

  /** Root may write everywhere. */
  @Test
  void aFolderWithoutWritePermissionIsReported() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(closed), "this user may write everywhere");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutputPath.requireFolder("OUT", closed.resolve("new")))
        .withMessage("OUT: access denied: files cannot be written in %s", closed);
  }
}
