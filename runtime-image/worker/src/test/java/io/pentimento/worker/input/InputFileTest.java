// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders that a user names on the command line. */
class InputFileTest {
  @TempDir Path folder;

  @Test
  void anExistingFileIsReturned() throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), "kind: AdaptationJob");

    assertThat(InputFile.require("JOB", file)).isEqualTo(file);
    assertThat(InputFile.text("JOB", file)).isEqualTo("kind: AdaptationJob");
  }

  @Test
  void aMissingFileIsReportedWithOptionAndPath() {
    Path file = folder.resolve("job.yaml");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> InputFile.require("JOB", file))
        .withMessage("JOB: file not found: %s", file);
  }

  @Test
  void aFolderInPlaceOfAFileIsReported() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InputFile.text("--key", folder))
        .withMessage("--key: %s is a folder; name a file", folder);
  }

  @Test
  void aLinkToAMissingFileIsReportedAsMissing() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> InputFile.require("JOB", link))
        .withMessage("JOB: file not found: %s", link);
  }

  @Test
  void aBinaryFileIsNotReadAsText() throws IOException {
    Path file = Files.write(folder.resolve("job.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> InputFile.text("JOB", file))
        .withMessage("JOB: %s: it is not a text file in UTF-8", file);
    assertThatIllegalArgumentException().isThrownBy(() -> InputFile.requireText("JOB", file));
  }

  /** Root may read every file. */
  @Test
  void anUnreadableFileIsReported() throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), "text");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user may read every file");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> InputFile.require("JOB", file))
        .withMessage("JOB: access denied: %s", file);
  }

  @Test
  void anExistingFolderIsReturned() {
    assertThat(InputFolder.require("PHOTOS", folder)).isEqualTo(folder);
  }

  @Test
  void aMissingFolderIsReported() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InputFolder.require("PHOTOS", folder.resolve("none")))
        .withMessage("PHOTOS: folder not found: %s", folder.resolve("none"));
  }

  @Test
  void aFileInPlaceOfAFolderIsReported() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> InputFolder.require("PHOTOS", file))
        .withMessage("PHOTOS: %s is a file; name a folder", file);
  }
}
