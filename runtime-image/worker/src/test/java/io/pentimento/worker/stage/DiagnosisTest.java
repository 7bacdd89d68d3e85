package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.device.MissingDeviceException;
import io.pentimento.worker.source.SourceException;
import io.pentimento.worker.source.SourceException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {
  private static final Path FULL = Path.of("/dev/full");

  /** Needs no rights, unlike a small file system of one's own: {@link FullDiskTest}. */
  @Test
  void aWriteToAFullDeviceIsAFullDisk() {
    assumeTrue(Files.exists(FULL), "there is no " + FULL);
    Throwable failure = catchThrowable(() -> Files.write(FULL, new byte[1 << 16]));

    assertThat(Diagnosis.of(failure))
        .isEqualTo(new Diagnosis(FailureClass.RESOURCES, Diagnosis.DISK_FULL));
    assertThat(Diagnosis.of(new UncheckedIOException((IOException) failure)))
        .isEqualTo(new Diagnosis(FailureClass.RESOURCES, Diagnosis.DISK_FULL));
  }

  @Test
  void aServerThatIsBusyIsNoFaultOfTheUser() {
    assertThat(Diagnosis.of(new SourceException(Kind.UNAVAILABLE, "the server answers 503")))
        .isEqualTo(new Diagnosis(FailureClass.INFRASTRUCTURE, "SourceUnavailable"));
    assertThat(Diagnosis.of(new SourceException(Kind.MISSING, "the server answers 404")))
        .isEqualTo(new Diagnosis(FailureClass.USER_ERROR, "SourceNotFound"));
  }

  @Test
  void aNodeWithoutTheGpuThatWasAskedForMayBeFollowedByABetterOne() {
    Throwable missing = new MissingDeviceException("this libtorch", "it sees no GPU", null);

    assertThat(Diagnosis.of(missing))
        .isEqualTo(new Diagnosis(FailureClass.INFRASTRUCTURE, "DeviceUnavailable"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA out of memory. Tried to allocate 2.00 GiB",
        "BFCArena::AllocateRawInternal: Failed to allocate memory for requested buffer"
      })
  void memoryThatALibraryLacksIsAResourceThatTheNextAttemptUsesLessOf(String message) {
    Throwable failure = new IllegalStateException("running", new RuntimeException(message));

    assertThat(Diagnosis.of(failure))
        .isEqualTo(new Diagnosis(FailureClass.RESOURCES, "OutOfMemory"));
  }
}
