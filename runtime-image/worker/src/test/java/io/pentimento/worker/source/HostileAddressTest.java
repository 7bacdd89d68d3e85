// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pentimento.contract.FailureClass;
import io.pentimento.worker.runtime.FailureClassifier;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses without a host, a bucket or a key are errors of the manifest and are not retried. */
@Timeout(60)
class HostileAddressTest {
  @TempDir Path folder;

  private RemoteSources sources() {
    return new RemoteSources(
        folder,
        new RetryPolicy(
            (duration, cause) -> {
              throw new AssertionError("must not be retried");
            },
            (file, done, total) -> {}));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http:///model.pth",
        "https://",
        "http://exa mple.org/model.pth",
        "https://example.org/mo del.pth",
        "ftp://example.org/model.pth",
        "s3://",
        "s3://bucket",
        "s3:///key",
        "hf://org/name",
        "oci://host",
      })
  void aFileIsRejectedAsAUserError(String uri) {
    Throwable failure = catchThrowable(() -> sources().file(uri, Credentials.NONE));

    assertThat(failure).isNotNull();
    assertThat(FailureClassifier.of(failure).failure())
        .as(failure.toString())
        .isEqualTo(FailureClass.USER_ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org/images", "hf://org/name/images", "s3://"})
  void aFolderIsRejectedAsAUserError(String uri) {
    Throwable failure = catchThrowable(() -> sources().images(uri, Credentials.NONE));

    assertThat(failure).isNotNull();
    assertThat(FailureClassifier.of(failure).failure())
        .as(failure.toString())
        .isEqualTo(FailureClass.USER_ERROR);
  }
}
