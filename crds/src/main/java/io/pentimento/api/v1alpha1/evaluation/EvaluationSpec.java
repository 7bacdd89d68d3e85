// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.evaluation;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.pentimento.api.v1alpha1.dataset.FaceDetectorSpec;
import io.pentimento.api.v1alpha1.model.ScoringNetwork;
import io.pentimento.api.v1alpha1.pod.FreeForm;
import io.pentimento.api.v1alpha1.pod.PodTemplateDeserializer;
import io.pentimento.api.v1alpha1.source.FileSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How base and adapted model are compared, image by image, on the holdout. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.metrics) || self.gates.all(g, g.metric in self.metrics)",
    message =
        "each gate needs a metric that evaluation.metrics lists: add it there, or remove the gate")
@ValidationRule(
    value =
        "has(self.featureExtractor)"
            + " || !(has(self.metrics) && self.metrics.exists(m, m in ['FID', 'KID']))"
            + " && !self.gates.exists(g, g.metric in ['FID', 'KID'])",
    message = "FID and KID need evaluation.featureExtractor")
@ValidationRule(
    value =
        "has(self.identityNetwork)"
            + " || !(has(self.metrics) && self.metrics.exists(m, m == 'Identity'))"
            + " && !self.gates.exists(g, g.metric == 'Identity')",
    message = "Identity needs evaluation.identityNetwork")
@ValidationRule(
    value =
        "has(self.qualityNetwork)"
            + " || !(has(self.metrics) && self.metrics.exists(m, m == 'Quality'))"
            + " && !self.gates.exists(g, g.metric == 'Quality')",
    message = "Quality needs evaluation.qualityNetwork")
@ValidationRule(
    value =
        "has(self.faceDetector)"
            + " || !(has(self.metrics)"
            + " && self.metrics.exists(m, m in ['FacesDetected', 'LandmarkDistance']))"
            + " && !self.gates.exists(g, g.metric in ['FacesDetected', 'LandmarkDistance'])",
    message = "FacesDetected and LandmarkDistance need evaluation.faceDetector")
public record EvaluationSpec(
    @Size(min = 1, max = 11)
        @JsonPropertyDescription(
            "Metrics to measure. Default: every metric whose inputs (ground truth, reference,"
                + " networks) are given.")
        @Nullable List<Metric> metrics,
    @JsonPropertyDescription("Network of FID and KID as ONNX: images in, features out.")
        @Nullable FileSource featureExtractor,
    @JsonPropertyDescription(
            "Face recognition network: images in, embeddings out. The metric Identity is the"
                + " angle between two embeddings. It compares with the ground truth if every image"
                + " has one, otherwise with the degraded image.")
        @Nullable ScoringNetwork identityNetwork,
    @JsonPropertyDescription(
            "No-reference quality network, such as MUSIQ or MANIQA: images in, one number per"
                + " image out; higher is better.")
        @Nullable ScoringNetwork qualityNetwork,
    @JsonPropertyDescription(
            "Detector of the metrics FacesDetected, the share of the images in which it finds the"
                + " face, and LandmarkDistance, the distance of eyes, nose and mouth from those of"
                + " the ground truth, or else of the pseudo target, or else of the degraded image.")
        @Nullable FaceDetectorSpec faceDetector,
    @Default("[]")
        @Size(max = 16)
        @JsonPropertyDescription(
            "Requirements that must all be met before the model is rolled out. Default: none.")
        List<GateRule> gates,
    @Default("5")
        @Min(1)
        @JsonPropertyDescription(
            "Minimum number of holdout images. With fewer images every gate is inconclusive.")
        Integer minImages,
    @Default("0.95")
        @Min(0.5)
        @Max(0.999)
        @JsonPropertyDescription("Level of the confidence intervals of the gates.")
        Double confidenceLevel,
    @JsonPropertyDescription("Resource requests and limits of the pod of stage evaluate.")
        @Nullable ResourceRequirements resources,
    @PreserveUnknownFields
        @SchemaFrom(type = FreeForm.class)
        @JsonDeserialize(using = PodTemplateDeserializer.class)
        @JsonPropertyDescription(
            "A partial PodTemplateSpec that is merged into the pods of this stage.")
        @Nullable PodTemplateSpec podTemplate) {

  public EvaluationSpec(
      @Nullable List<Metric> metrics,
      @Nullable FileSource featureExtractor,
      @Nullable ScoringNetwork identityNetwork,
      @Nullable ScoringNetwork qualityNetwork,
      @Nullable FaceDetectorSpec faceDetector,
      @Nullable List<GateRule> gates,
      @Nullable Integer minImages,
      @Nullable Double confidenceLevel,
      @Nullable ResourceRequirements resources,
      @Nullable PodTemplateSpec podTemplate) {
    this.metrics = metrics == null ? null : List.copyOf(metrics);
    this.gates = List.copyOf(requireNonNullElse(gates, List.of()));
    this.minImages = requireNonNullElse(minImages, 5);
    this.confidenceLevel = requireNonNullElse(confidenceLevel, 0.95);
    this.featureExtractor = featureExtractor;
    this.identityNetwork = identityNetwork;
    this.qualityNetwork = qualityNetwork;
    this.faceDetector = faceDetector;
    this.resources = resources;
    this.podTemplate = podTemplate;
  }

  public static EvaluationSpec defaults() {
    return new EvaluationSpec(null, null, null, null, null, null, null, null, null, null);
  }
}
