package io.pentimento.worker.publish;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.WorkspaceLayout;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model in a workspace that can be published.
 *
 * @param job name of the job that made it
 * @param keys of the stages that trained and evaluated it
 * @param sources digests of the sources by field
 * @param gate the decision about this model
 */
public record AcceptedModel(
    WorkspaceLayout layout,
    String job,
    AdaptationJobSpec spec,
    Map<StageName, StageKey> keys,
    Map<String, String> sources,
    GateStatus gate) {

  public AcceptedModel {
    requireNonNull(layout, "layout");
    requireNonNull(job, "job");
    requireNonNull(spec, "spec");
    requireNonNull(gate, "gate");
    keys = Collections.unmodifiableMap(new TreeMap<>(keys));
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
  }

  /** Digest of the weights. */
  public String digest() {
    return gate.candidate();
  }

  /** The name in the manifest, such as {@code SwinIR}. */
  String architecture() {
    return new ObjectMapper().valueToTree(spec.restorer().architecture()).asText();
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
