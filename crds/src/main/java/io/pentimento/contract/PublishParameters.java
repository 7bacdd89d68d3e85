// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static java.util.Objects.requireNonNull;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.model.RestorerSpec;
import io.pentimento.api.v1alpha1.promotion.PublishSpec;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.api.v1alpha1.status.StageName;

/**
 * Address and content of a publication: the evidence repeats the parameters of the stages that made
 * and measured the model.
 *
 * @param gate the decision, which must be Passed
 */
public record PublishParameters(
    PublishSpec publish,
    RestorerSpec restorer,
    Generate generate,
    Train train,
    Evaluate evaluate,
    GateStatus gate)
    implements StageParameters {

  public PublishParameters {
    requireNonNull(publish, "publish");
    requireNonNull(gate, "gate");
    if (gate.decision() != GateDecision.PASSED) {
      throw new IllegalArgumentException(
          "the gate's decision is %s; only a model that passed is published"
              .formatted(gate.decision()));
    }
  }

  /**
   * @throws IllegalArgumentException if the gate did not pass
   */
  public static PublishParameters of(AdaptationJobSpec spec, GateStatus gate) {
    return new PublishParameters(
        requireNonNull(spec.publish(), "spec.publish"),
        spec.restorer(),
        (Generate) StageParameters.of(StageName.GENERATE, spec),
        (Train) StageParameters.of(StageName.TRAIN, spec),
        (Evaluate) StageParameters.of(StageName.EVALUATE, spec),
        gate);
  }
}
