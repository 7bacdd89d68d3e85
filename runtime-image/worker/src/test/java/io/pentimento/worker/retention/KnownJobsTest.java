// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pentimento.contract.WorkspaceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs that may use a workspace. */
class KnownJobsTest {
  private static final String JOB =
      """
      apiVersion: pentimento.io/v1alpha1
      kind: AdaptationJob
      metadata: {name: %s}
      spec:
        restorer: {source: {uri: a}}
        prior: {source: {uri: b}}
        dataset: {source: {uri: c}}
        workspace: {persistentVolumeClaim: {claimName: d}}
      """;

  @TempDir Path folder;

  private List<String> listed(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("jobs.yaml"), yaml);
    return KnownJobs.listed(file).stream().map(job -> job.getMetadata().getName()).toList();
  }

  @Test
  void oneJobIsRead() throws IOException {
    assertThat(listed(JOB.formatted("toy"))).containsExactly("toy");
  }

  @Test
  void aListOfJobsIsRead() throws IOException {
    String list =
        "kind: List\nitems:\n- "
            + JOB.formatted("one").indent(2).strip()
            + "\n- "
            + JOB.formatted("two").indent(2).strip()
            + "\n";

    assertThat(listed(list)).containsExactly("one", "two");
  }

  /** A cluster without jobs is known to use nothing. */
  @Test
  void anEmptyListIsAList() throws IOException {
    assertThat(listed("kind: List\nitems: []\n")).isEmpty();
  }

  @Test
  void anotherDocumentIsRejectedWithTheCommandThatCreatesAList() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> listed("kind: Secret\n"))
        .withMessageContaining("contains no jobs; create it with kubectl get adaptationjobs");
  }

  @Test
  void jobsOfThisMachineAreReadAndFoldersWithoutARecordAreSkipped() throws IOException {
    WorkspaceLayout layout = new WorkspaceLayout(folder);
    assertThat(KnownJobs.local(layout)).isEmpty();
    Files.createDirectories(layout.job("started"));
    Files.writeString(
        Files.createDirectories(layout.job("toy")).resolve("job.yaml"), JOB.formatted("toy"));

    assertThat(KnownJobs.local(layout))
        .singleElement()
        .satisfies(job -> assertThat(job.getMetadata().getName()).isEqualTo("toy"));
  }
}
