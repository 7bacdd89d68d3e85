// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.publish;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.model.RestorerSpec;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.PublishParameters;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageParameters;
import io.pentimento.contract.WorkspaceLayout;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model in a workspace that can be published.
 *
 * @param job name of the job that made it
 * @param parameters of the stages that made and measured it
 * @param keys of the stages that trained and evaluated it
 * @param sources digests of the sources by field
 * @param gate the decision about this model
 */
public record AcceptedModel(
    WorkspaceLayout layout,
    String job,
    RestorerSpec restorer,
    Map<StageName, StageParameters> parameters,
    Map<StageName, StageKey> keys,
    Map<String, String> sources,
    GateStatus gate) {

  public AcceptedModel {
    requireNonNull(layout, "layout");
    requireNonNull(job, "job");
    requireNonNull(restorer, "restorer");
    requireNonNull(gate, "gate");
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    keys = Collections.unmodifiableMap(new TreeMap<>(keys));
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
  }

  /** The model that a stage document describes. */
  public static AcceptedModel of(WorkspaceLayout layout, StageDocument document) {
    PublishParameters about = (PublishParameters) document.parameters();
    return new AcceptedModel(
        layout,
        document.job().name(),
        about.restorer(),
        parameters(about),
        document.upstream(),
        document.digests(),
        about.gate());
  }

  /**
   * The model of a job.
   *
   * @param keys of its finished stages
   * @param sources digests of the sources by field
   * @param gate the decision about its model
   */
  static AcceptedModel of(
      WorkspaceLayout layout,
      AdaptationJob job,
      Map<StageName, StageKey> keys,
      Map<String, String> sources,
      GateStatus gate) {
    AdaptationJobSpec spec = job.getSpec();
    Map<StageName, StageParameters> parameters = new EnumMap<>(StageName.class);
    for (StageName stage : List.of(StageName.GENERATE, StageName.TRAIN, StageName.EVALUATE)) {
      parameters.put(stage, StageParameters.of(stage, spec));
    }
    return new AcceptedModel(
        layout, job.getMetadata().getName(), spec.restorer(), parameters, keys, sources, gate);
  }

  private static Map<StageName, StageParameters> parameters(PublishParameters about) {
    return Map.of(
        StageName.GENERATE,
        about.generate(),
        StageName.TRAIN,
        about.train(),
        StageName.EVALUATE,
        about.evaluate());
  }

  /** Digest of the weights. */
  public String digest() {
    return gate.candidate();
  }

  /** The name in the manifest, such as {@code SwinIR}. */
  String architecture() {
    return new ObjectMapper().valueToTree(restorer.architecture()).asText();
  }

  Path trained() {
    return artifact(StageName.TRAIN);
  }

  Path evaluated() {
    return artifact(StageName.EVALUATE);
  }

  private Path artifact(StageName stage) {
    StageKey key = keys.get(stage);
    if (key == null) {
      throw new IllegalArgumentException(
          "job %s has not finished %s".formatted(job, stage.value()));
    }
    return layout.artifact(stage, key);
  }
}
