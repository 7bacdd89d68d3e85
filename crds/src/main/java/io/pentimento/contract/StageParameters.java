// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.evaluation.EvaluationSpec;
import io.pentimento.api.v1alpha1.finetuning.FineTuningSpec;
import io.pentimento.api.v1alpha1.model.ScoringNetwork;
import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetSelection;
import io.pentimento.api.v1alpha1.pseudotarget.PseudoTargetsSpec;
import io.pentimento.api.v1alpha1.pseudotarget.SelectionCriterion;
import io.pentimento.api.v1alpha1.status.StageName;
import org.jspecify.annotations.Nullable;

/** The parameters of a stage, with the field names of the manifest; without pod settings. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "of")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PrepareParameters.class, name = "prepare"),
  @JsonSubTypes.Type(value = StageParameters.Generate.class, name = "generate"),
  @JsonSubTypes.Type(value = StageParameters.Train.class, name = "train"),
  @JsonSubTypes.Type(value = StageParameters.Evaluate.class, name = "evaluate"),
  @JsonSubTypes.Type(value = PublishParameters.class, name = "publish")
})
public sealed interface StageParameters
    permits PrepareParameters,
        StageParameters.Generate,
        StageParameters.Train,
        StageParameters.Evaluate,
        PublishParameters {

  /**
   * Only prepare reads sources; later stages read its results.
   *
   * @param qualityNetwork of {@code evaluation}, if it selects pseudo targets; otherwise null
   */
  record Generate(PseudoTargetsSpec pseudoTargets, @Nullable ScoringNetwork qualityNetwork)
      implements StageParameters {
    /** Without a network that selects pseudo targets. */
    public Generate(PseudoTargetsSpec pseudoTargets) {
      this(pseudoTargets, null);
    }

    static Generate of(AdaptationJobSpec spec) {
      PseudoTargetSelection selection = spec.pseudoTargets().selection();
      boolean scored = selection != null && selection.criterion() == SelectionCriterion.QUALITY;
      return new Generate(
          withoutPod(spec.pseudoTargets(), PseudoTargetsSpec.class),
          scored ? spec.evaluation().qualityNetwork() : null);
    }
  }

  record Train(FineTuningSpec fineTuning) implements StageParameters {}

  /**
   * The rows of the gate, for the report; the decision is made by {@code io.pentimento.workflow}.
   *
   * @param serving another model to compare with; null if none serves
   */
  record Evaluate(EvaluationSpec evaluation, @Nullable ServingModel serving)
      implements StageParameters {
    /** For a job without a serving model. */
    public Evaluate(EvaluationSpec evaluation) {
      this(evaluation, null);
    }
  }

  /** For a job without a serving model. */
  static StageParameters of(StageName stage, AdaptationJobSpec spec) {
    return of(stage, spec, null);
  }

  /**
   * The parameters of a stage that runs as a process.
   *
   * @param serving the model that evaluate compares with besides the base; may be null
   * @throws IllegalArgumentException for {@link StageName#PUBLISH}, which also needs the gate's
   *     decision, and for {@link StageName#SERVE}, which is a server
   */
  static StageParameters of(
      StageName stage, AdaptationJobSpec spec, @Nullable ServingModel serving) {
    return switch (stage) {
      case PREPARE -> PrepareParameters.of(spec);
      case GENERATE -> Generate.of(spec);
      case TRAIN -> new Train(withoutPod(spec.fineTuning(), FineTuningSpec.class));
      case EVALUATE -> new Evaluate(withoutPod(spec.evaluation(), EvaluationSpec.class), serving);
      case PUBLISH ->
          throw new IllegalArgumentException("publish needs a decision: PublishParameters.of");
      case SERVE -> throw new IllegalArgumentException("serve is a server, not a stage process");
    };
  }

  private static <T> T withoutPod(T parameters, Class<T> type) {
    return StageJson.copyWithout(parameters, type, "resources", "podTemplate");
  }
}
