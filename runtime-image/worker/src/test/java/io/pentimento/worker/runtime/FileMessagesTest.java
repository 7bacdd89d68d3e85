// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.contract.FailureClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages and classes of failed file operations, whose Java messages are often only a path. */
class FileMessagesTest {
  @TempDir Path folder;

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("/a"), "/a: no such file or folder"),
        Arguments.of(new AccessDeniedException("/a"), "/a: access denied"),
        Arguments.of(new FileAlreadyExistsException("/a"), "/a: a file with this name exists"),
        Arguments.of(new NotDirectoryException("/a"), "/a: it is not a folder"),
        Arguments.of(
            new FileSystemException("/a", null, "Read-only file system"),
            "/a: Read-only file system"),
        Arguments.of(new IOException("broken pipe"), "broken pipe"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void theMessageNamesTheFileAndTheReason(IOException failure, String message) {
    assertThat(Explanation.of(failure)).isEqualTo(message);
    assertThat(Explanation.of(new UncheckedIOException(failure))).isEqualTo(message);
    assertThat(FailureClassifier.of(failure).failure()).isEqualTo(FailureClass.INFRASTRUCTURE);
  }

  @Test
  void aMessageOfItsOwnIsKept() {
    UncheckedIOException known =
        new UncheckedIOException("a.png cannot be read", new NoSuchFileException("/a"));

    assertThat(Explanation.of(known)).isEqualTo("a.png cannot be read");
  }

  @Test
  void aFileThatIsNotJsonIsADataFailureAlsoWithinAnotherException() {
    Throwable json = catchThrowable(() -> new ObjectMapper().readTree("{"));

    assertThat(FailureClassifier.of(json).failure()).isEqualTo(FailureClass.DATA);
    assertThat(FailureClassifier.of(new IOException("job.yaml is no job", json)).failure())
        .isEqualTo(FailureClass.DATA);
  }

  @Test
  void aFileThatIsNotTextIsADataFailure() throws IOException {
    Path file = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff});

    assertThat(FailureClassifier.of(catchThrowable(() -> Files.readString(file))).failure())
        .isEqualTo(FailureClass.DATA);
  }

  @Test
  void aDamagedArchiveIsADataFailure() {
    assertThat(FailureClassifier.of(new ZipException("invalid LOC header")).failure())
        .isEqualTo(FailureClass.DATA);
  }

  @Test
  void anOverflowOfTheStackIsADefect() {
    assertThat(FailureClassifier.of(new StackOverflowError()).failure())
        .isEqualTo(FailureClass.INTERNAL);
  }
}
