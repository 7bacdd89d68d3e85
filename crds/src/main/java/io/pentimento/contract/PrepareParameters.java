// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.dataset.DatasetSpec;
import io.pentimento.api.v1alpha1.dataset.FaceDetectorSpec;
import io.pentimento.api.v1alpha1.evaluation.Metric;
import io.pentimento.api.v1alpha1.model.PriorSpec;
import io.pentimento.api.v1alpha1.model.RestorerSpec;
import io.pentimento.api.v1alpha1.model.ScoringNetwork;
import io.pentimento.api.v1alpha1.source.FileSource;
import io.pentimento.api.v1alpha1.source.FolderSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All sources of a job.
 *
 * @param importedPseudoTargets {@code pseudoTargets.source}; may be null
 * @param perceptualNetwork of {@code fineTuning}; may be null
 * @param featureExtractor of {@code evaluation}; may be null
 * @param identityNetwork of {@code evaluation}; may be null
 * @param qualityNetwork of {@code evaluation}; may be null
 * @param evaluationFaceDetector {@code evaluation.faceDetector}; may be null
 * @param metrics of {@code evaluation}, whose images must exist; null if none are requested
 */
public record PrepareParameters(
    RestorerSpec restorer,
    PriorSpec prior,
    DatasetSpec dataset,
    @Nullable FolderSource importedPseudoTargets,
    @Nullable FileSource perceptualNetwork,
    @Nullable FileSource featureExtractor,
    @Nullable ScoringNetwork identityNetwork,
    @Nullable ScoringNetwork qualityNetwork,
    @Nullable FaceDetectorSpec evaluationFaceDetector,
    @Nullable List<Metric> metrics)
    implements StageParameters {

  static PrepareParameters of(AdaptationJobSpec spec) {
    return new PrepareParameters(
        spec.restorer(),
        spec.prior(),
        spec.dataset(),
        spec.pseudoTargets().source(),
        spec.fineTuning().perceptualNetwork(),
        spec.evaluation().featureExtractor(),
        spec.evaluation().identityNetwork(),
        spec.evaluation().qualityNetwork(),
        spec.evaluation().faceDetector(),
        spec.evaluation().metrics());
  }
}
