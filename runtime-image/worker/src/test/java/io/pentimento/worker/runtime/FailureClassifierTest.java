// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.device.MissingDeviceException;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.source.SourceException;
import io.pentimento.worker.source.SourceException.Kind;
import io.pentimento.worker.stage.FullDiskTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureClassifierTest {
  private static final Path FULL = Path.of("/dev/full");

  /** Needs no privileges, unlike mounting a small file system: {@link FullDiskTest}. */
  @Test
  void aWriteToAFullDeviceIsAFullDisk() {
    assumeTrue(Files.exists(FULL), "there is no " + FULL);
    Throwable failure = catchThrowable(() -> Files.write(FULL, new byte[1 << 16]));

    assertThat(FailureClassifier.of(failure))
        .isEqualTo(new FailureClassifier(FailureClass.RESOURCES, FailureReason.DISK_FULL));
    assertThat(FailureClassifier.of(new UncheckedIOException((IOException) failure)))
        .isEqualTo(new FailureClassifier(FailureClass.RESOURCES, FailureReason.DISK_FULL));
  }

  @Test
  void aBusyServerIsAnInfrastructureFailure() {
    assertThat(
            FailureClassifier.of(
                new SourceException(Kind.UNAVAILABLE, "the server answered with status 503")))
        .isEqualTo(
            new FailureClassifier(FailureClass.INFRASTRUCTURE, SourceReason.SOURCE_UNAVAILABLE));
    assertThat(
            FailureClassifier.of(
                new SourceException(Kind.MISSING, "the server answered with status 404")))
        .isEqualTo(new FailureClassifier(FailureClass.USER_ERROR, SourceReason.SOURCE_NOT_FOUND));
  }

  @Test
  void aNodeWithoutTheRequestedGpuIsAnInfrastructureFailure() {
    Throwable missing = new MissingDeviceException("this libtorch", "it sees no GPU", null);

    assertThat(FailureClassifier.of(missing))
        .isEqualTo(
            new FailureClassifier(FailureClass.INFRASTRUCTURE, FailureReason.DEVICE_UNAVAILABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA out of memory. Tried to allocate 2.00 GiB",
        "BFCArena::AllocateRawInternal: Failed to allocate memory for requested buffer"
      })
  void insufficientMemoryInALibraryIsAResourceFailure(String message) {
    Throwable failure = new IllegalStateException("running", new RuntimeException(message));

    assertThat(FailureClassifier.of(failure))
        .isEqualTo(new FailureClassifier(FailureClass.RESOURCES, FailureReason.OUT_OF_MEMORY));
  }
}
