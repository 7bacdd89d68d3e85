// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.core.artifact.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which artefacts of a workspace count as complete. */
class CompleteArtefactsTest {
  private static final StageKey KEY = new StageKey("b".repeat(64));
  private static final TerminationMessage ANSWER =
      TerminationMessage.success(StageName.TRAIN, KEY, new ItemCounts(1, 1, 0));

  @TempDir Path folder;
  private WorkspaceLayout layout;

  @BeforeEach
  void open() {
    layout = new WorkspaceLayout(folder);
  }

  private Path artefact() throws IOException {
    return Files.createDirectories(layout.artifact(StageName.TRAIN, KEY));
  }

  @Test
  void aNewWorkspaceHasNone() throws IOException {
    assertThat(new CompleteArtefacts(layout).observe()).isEmpty();
  }

  @Test
  void anArtefactWithManifestAndResultIsComplete() throws IOException {
    Files.writeString(artefact().resolve(WorkspaceLayout.RESULT), ANSWER.toJson());
    Manifest.close(artefact());

    assertThat(new CompleteArtefacts(layout).observe()).containsOnlyKeys(KEY).containsValue(ANSWER);
  }

  @Test
  void anArtefactWithoutAManifestIsIncomplete() throws IOException {
    Files.writeString(artefact().resolve(WorkspaceLayout.RESULT), ANSWER.toJson());

    assertThat(new CompleteArtefacts(layout).observe()).isEmpty();
  }

  @Test
  void anArtefactWithoutAResultIsIncomplete() throws IOException {
    Manifest.close(artefact());

    assertThat(new CompleteArtefacts(layout).observe()).isEmpty();
  }

  @Test
  void foldersThatAreNotNamedByAKeyAreIgnored() throws IOException {
    Path foreign = layout.root().resolve("artifacts/train");
    Files.createDirectories(foreign.resolve("lost+found"));
    Files.createDirectories(foreign.resolve("Z".repeat(64)));

    assertThat(new CompleteArtefacts(layout).observe()).isEmpty();
  }

  @Test
  void artefactsThatBecomeCompleteAreFoundLater() throws IOException {
    CompleteArtefacts artefacts = new CompleteArtefacts(layout);
    assertThat(artefacts.observe()).isEmpty();
    Files.writeString(artefact().resolve(WorkspaceLayout.RESULT), ANSWER.toJson());
    Manifest.close(artefact());

    assertThat(artefacts.observe()).containsOnlyKeys(KEY);
  }
}
