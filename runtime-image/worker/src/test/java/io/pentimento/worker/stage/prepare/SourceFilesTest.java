// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.source.FileSource;
import io.pentimento.api.v1alpha1.source.FolderSource;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.SourceLocator;
import io.pentimento.contract.SourceName;
import io.pentimento.core.artifact.Digest;
import io.pentimento.reason.SourceReason;
import io.pentimento.worker.runtime.StageFailure;
import io.pentimento.worker.source.FaultyWebServer;
import io.pentimento.worker.source.RemoteSources;
import io.pentimento.worker.source.RetryPolicy;
import io.pentimento.worker.source.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
  private static final byte[] WEIGHTS = {1, 2, 3};

  @TempDir Path folder;
  private FaultyWebServer server;
  private SourceFiles sources;

  @BeforeEach
  void start() throws IOException {
    server = new FaultyWebServer(WEIGHTS, "\"one\"");
    sources =
        new SourceFiles(
            new SourceLocator(folder, Map.of()),
            Secrets.NONE,
            new RemoteSources(
                folder.resolve("downloads"),
                new RetryPolicy((duration, cause) -> {}, (file, done, total) -> {})));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anExistingPinnedFileNeedsNoServer() throws IOException {
    FileSource pinned = source(Digest.hex(Digest.of(WEIGHTS)));
    sources.file(SourceName.PRIOR, pinned);
    server.close();

    assertThat(sources.file(SourceName.PRIOR, pinned)).hasBinaryContent(WEIGHTS);
  }

  @Test
  void aFileWithAnotherDigestIsRejectedWithBothDigests() {
    FileSource pinned = source("0".repeat(64));

    assertThatThrownBy(() -> sources.file(SourceName.PRIOR, pinned))
        .isInstanceOfSatisfying(
            StageFailure.class, e -> assertThat(e.reason()).isEqualTo(SourceReason.DIGEST_MISMATCH))
        .hasMessageContaining("0".repeat(64))
        .hasMessageContaining(Digest.of(WEIGHTS));
  }

  @Test
  void aMissingFileIsAUserError() {
    server.refuse(404);

    assertThatThrownBy(() -> sources.file(SourceName.PRIOR, source(null)))
        .isInstanceOfSatisfying(
            StageFailure.class,
            e -> assertThat(e.failureClass()).isEqualTo(FailureClass.USER_ERROR))
        .hasMessage(
            "spec.prior.source: %s cannot be read: the server answered with status 404"
                .formatted(server.uri("/file")));
  }

  @Test
  void aServerThatStaysBusyCausesARetryOfTheStage() {
    server.refuse(503, 503, 503, 503, 503, 503);

    assertThatThrownBy(() -> sources.file(SourceName.PRIOR, source(null)))
        .isInstanceOfSatisfying(
            StageFailure.class,
            e -> assertThat(e.failureClass()).isEqualTo(FailureClass.INFRASTRUCTURE));
  }

  @Test
  void aFolderOverHttpIsRejected() {
    FolderSource frames = new FolderSource(server.uri("/file").toString(), null);

    assertThatThrownBy(() -> sources.folder(SourceName.DATASET, frames))
        .hasMessageContaining("spec.dataset.source")
        .hasMessageContaining("not over HTTP");
  }

  private FileSource source(String sha256) {
    return new FileSource(server.uri("/file").toString(), sha256, null);
  }
}
