// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.worker.runtime.WorkspaceJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stores a job between runs, as an API server does: {@code job.yaml} contains spec, generation and
 * status, and {@code status.json} the status alone.
 */
public final class JobFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;

  public JobFile(Path folder) {
    this.folder = folder;
  }

  /**
   * Combines a manifest with the status of its last run. The generation is incremented after an
   * edit, and after a failed run, because running again requests another attempt. A stage whose
   * artefact was deleted is removed from the status and runs again.
   *
   * @param complete the existing artefacts
   */
  public void recall(AdaptationJob job, Set<StageKey> complete) throws IOException {
    Optional<AdaptationJob> last = read();
    long generation = last.map(known -> known.getMetadata().getGeneration()).orElse(0L);
    boolean same =
        last.filter(known -> known.getSpec().equals(job.getSpec()))
            .filter(known -> known.getStatus() != null)
            .filter(known -> known.getStatus().phase() != Phase.FAILED)
            .isPresent();
    job.getMetadata().setGeneration(same ? generation : generation + 1);
    last.map(AdaptationJob::getStatus).map(s -> without(s, complete)).ifPresent(job::setStatus);
  }

  private static AdaptationJobStatus without(AdaptationJobStatus status, Set<StageKey> complete) {
    List<StageStatus> kept =
        status.stages().stream().filter(stage -> !isDeleted(stage, complete)).toList();
    return status.withStages(kept);
  }

  /** Servers of an earlier local run ended with that run. */
  private static boolean isDeleted(StageStatus stage, Set<StageKey> complete) {
    return stage.name() == StageName.SERVE
        || (stage.state() == StageState.SUCCEEDED
            && Optional.ofNullable(stage.cacheKey())
                .map(StageKey::new)
                .filter(complete::contains)
                .isEmpty());
  }

  private Optional<AdaptationJob> read() throws IOException {
    Path file = folder.resolve("job.yaml");
    return Files.exists(file)
        ? Optional.of(WorkspaceJson.read(file, AdaptationJobYaml::read))
        : Optional.empty();
  }

  void write(AdaptationJob job) throws IOException {
    write("job.yaml", AdaptationJobYaml.write(job));
    AdaptationJobStatus status = job.getStatus();
    write("status.json", JSON.writeValueAsString(status) + "\n");
  }

  private void write(String name, String text) throws IOException {
    AtomicFile.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
