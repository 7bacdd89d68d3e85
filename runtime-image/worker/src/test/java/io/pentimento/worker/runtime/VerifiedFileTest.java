// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.artifact.Digest;
import io.pentimento.reason.ResultReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of an artefact, whose digest is known. */
class VerifiedFileTest {
  private static final byte[] CONTENT = {1, 2, 3};
  private static final String DIGEST = Digest.of(CONTENT);

  @TempDir Path artefact;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file =
        Files.write(Files.createDirectories(artefact.resolve("images")).resolve("a.png"), CONTENT);
  }

  private void assertDamaged(ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            StageFailure.class,
            failure -> {
              assertThat(failure.failureClass()).isEqualTo(FailureClass.DATA);
              assertThat(failure.reason()).isEqualTo(ResultReason.DAMAGED_ARTEFACT);
            })
        .hasMessage(
            "%s is missing or was changed after it was written; delete the artefact %s to compute"
                + " it again",
            file, artefact);
  }

  @Test
  void anUnchangedFileIsRead() throws IOException {
    assertThat(VerifiedFile.read(file, DIGEST)).isEqualTo(CONTENT);
    assertThat(VerifiedFile.is(file, DIGEST)).isTrue();
  }

  @Test
  void aChangedFileIsADataErrorThatNamesTheArtefactToDelete() throws IOException {
    Files.write(file, new byte[] {1, 2, 4});

    assertThat(VerifiedFile.is(file, DIGEST)).isFalse();
    assertDamaged(() -> VerifiedFile.read(file, DIGEST));
  }

  @Test
  void aMissingFileIsReportedInTheSameWay() throws IOException {
    Files.delete(file);

    assertThat(VerifiedFile.is(file, DIGEST)).isFalse();
    assertDamaged(() -> VerifiedFile.read(file, DIGEST));
  }

  @Test
  void aFolderInItsPlaceIsAnErrorOfTheFileSystem() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);

    assertThatThrownBy(() -> VerifiedFile.read(file, DIGEST))
        .isInstanceOf(UncheckedIOException.class);
  }
}
