// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.SourceStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceLayout;
import io.pentimento.worker.runtime.WorkspaceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Finds the model of a job in a workspace: {@code WORKSPACE/JOB}. */
final class FinishedJob {
  private FinishedJob() {}

  /**
   * The model of a job in a cluster.
   *
   * @param job output of {@code kubectl get adaptationjob JOB -o yaml}
   * @throws IllegalArgumentException if it is another job, or has not been evaluated
   */
  static AcceptedModel read(Path workspaceAndJob, Path job) throws IOException {
    Path path = workspaceAndJob.toAbsolutePath().normalize();
    WorkspaceLayout layout = workspaceOf(path);
    AdaptationJob read = AdaptationJobYaml.read(job);
    String name = path.getFileName().toString();
    if (!name.equals(read.getMetadata().getName())) {
      throw new IllegalArgumentException(
          "%s is job %s, not %s".formatted(job, read.getMetadata().getName(), name));
    }
    return model(layout, name, read);
  }

  /**
   * The model of a job that ran on this machine.
   *
   * @throws IllegalArgumentException if the job does not exist or has not been evaluated
   */
  static AcceptedModel read(Path workspaceAndJob) throws IOException {
    Path path = workspaceAndJob.toAbsolutePath().normalize();
    WorkspaceLayout layout = workspaceOf(path);
    String name = path.getFileName().toString();
    Path file = layout.job(name).resolve("job.yaml");
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "workspace %s has no job %s (file not found: %s); give WORKSPACE/JOB of a job that 'pentimento run' ran, or --job FILE"
              .formatted(layout.root(), name, file));
    }
    return model(layout, name, WorkspaceJson.read(file, AdaptationJobYaml::read));
  }

  private static WorkspaceLayout workspaceOf(Path job) {
    Path workspace = job.getParent();
    if (workspace == null) {
      throw new IllegalArgumentException("give the job as WORKSPACE/JOB, not " + job);
    }
    return new WorkspaceLayout(workspace);
  }

  private static AcceptedModel model(WorkspaceLayout layout, String name, AdaptationJob job) {
    AdaptationJobStatus status = job.getStatus();
    if (status == null || status.gate() == null) {
      throw new IllegalArgumentException(
          "job %s has no evaluated model; let 'pentimento run' finish".formatted(name));
    }
    return AcceptedModel.of(layout, job, keys(status), sources(status), status.gate());
  }

  private static Map<StageName, StageKey> keys(AdaptationJobStatus status) {
    Map<StageName, StageKey> keys = new EnumMap<>(StageName.class);
    for (StageStatus stage : status.stages()) {
      boolean makes = stage.name().compareTo(StageName.EVALUATE) <= 0;
      String key = stage.cacheKey();
      if (stage.state() == StageState.SUCCEEDED && makes && key != null) {
        keys.put(stage.name(), new StageKey(key));
      }
    }
    return keys;
  }

  private static Map<String, String> sources(AdaptationJobStatus status) {
    Map<String, String> sources = new TreeMap<>();
    for (SourceStatus source : status.sources()) {
      sources.put(source.name(), source.digest());
    }
    return sources;
  }
}
