// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import io.pentimento.api.v1alpha1.AdaptationJobSpec;
import io.pentimento.api.v1alpha1.dataset.FaceDetectorSpec;
import io.pentimento.api.v1alpha1.dataset.FacesSpec;
import io.pentimento.api.v1alpha1.model.ScoringNetwork;
import io.pentimento.api.v1alpha1.source.Source;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sources of a job, named by their fields. */
public enum SourceName {
  RESTORER("restorer.source", spec -> spec.restorer().source()),
  PRIOR("prior.source", spec -> spec.prior().source()),
  DATASET("dataset.source", spec -> spec.dataset().source()),
  REFERENCE("dataset.reference", spec -> spec.dataset().reference()),
  GROUND_TRUTH("dataset.groundTruth", spec -> spec.dataset().groundTruth()),
  PSEUDO_TARGETS("pseudoTargets.source", spec -> spec.pseudoTargets().source()),
  PERCEPTUAL_NETWORK("fineTuning.perceptualNetwork", spec -> spec.fineTuning().perceptualNetwork()),
  FEATURE_EXTRACTOR("evaluation.featureExtractor", spec -> spec.evaluation().featureExtractor()),
  IDENTITY_NETWORK(
      "evaluation.identityNetwork.source", spec -> source(spec.evaluation().identityNetwork())),
  QUALITY_NETWORK(
      "evaluation.qualityNetwork.source", spec -> source(spec.evaluation().qualityNetwork())),
  FACE_DETECTOR("dataset.faces.detector.source", spec -> detector(spec.dataset().faces())),
  EVALUATION_FACE_DETECTOR(
      "evaluation.faceDetector.source", spec -> source(spec.evaluation().faceDetector()));

  private final String field;

  @SuppressWarnings("ImmutableEnumChecker") // every function is without state
  private final Function<AdaptationJobSpec, @Nullable Source> source;

  SourceName(String field, Function<AdaptationJobSpec, @Nullable Source> source) {
    this.field = field;
    this.source = source;
  }

  private static @Nullable Source source(@Nullable ScoringNetwork network) {
    return network == null ? null : network.source();
  }

  private static @Nullable Source detector(@Nullable FacesSpec faces) {
    return faces == null ? null : source(faces.detector());
  }

  private static @Nullable Source source(@Nullable FaceDetectorSpec detector) {
    return detector == null ? null : detector.source();
  }

  /** Path of the field below {@code spec}; the name in digests and in {@code status.sources}. */
  public String field() {
    return field;
  }

  /** The source, if the manifest gives one. */
  public Optional<Source> in(AdaptationJobSpec spec) {
    return Optional.ofNullable(source.apply(spec));
  }

  @Override
  public String toString() {
    return field;
  }
}
