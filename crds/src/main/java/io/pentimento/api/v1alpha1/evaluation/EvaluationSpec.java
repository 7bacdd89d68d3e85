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
import io.pentimento.api.v1alpha1.model.ScoringNetwork;
import io.pentimento.api.v1alpha1.pod.FreeForm;
import io.pentimento.api.v1alpha1.pod.PodTemplateDeserializer;
import io.pentimento.api.v1alpha1.source.FileSource;
import java.util.List;

/** How base and adapted model are compared, image by image, on the holdout. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.metrics)" + " || self.metrics.all(m, self.metrics.exists_one(n, n == m))",
    message = "metrics must be different from each other")
@ValidationRule(
    value = "!has(self.metrics) || self.gate.all(g, g.metric in self.metrics)",
    message = "a gate row needs a metric that is listed in metrics")
@ValidationRule(
    value =
        "has(self.featureExtractor)"
            + " || !(has(self.metrics) && self.metrics.exists(m, m in ['FID', 'KID']))"
            + " && !self.gate.exists(g, g.metric in ['FID', 'KID'])",
    message = "FID and KID need a featureExtractor")
@ValidationRule(
    value =
        "has(self.identityNetwork)"
            + " || !(has(self.metrics) && self.metrics.exists(m, m == 'Identity'))"
            + " && !self.gate.exists(g, g.metric == 'Identity')",
    message = "Identity needs an identityNetwork")
@ValidationRule(
    value =
        "has(self.qualityNetwork)"
            + " || !(has(self.metrics) && self.metrics.exists(m, m == 'Quality'))"
            + " && !self.gate.exists(g, g.metric == 'Quality')",
    message = "Quality needs a qualityNetwork")
public record EvaluationSpec(
    @Size(min = 1, max = 9)
        @JsonPropertyDescription(
            "What to measure. Default: every metric whose inputs (ground truth, reference,"
                + " networks) are given.")
        List<Metric> metrics,
    @JsonPropertyDescription("The network behind FID and KID, as ONNX: images in, features out.")
        FileSource featureExtractor,
    @JsonPropertyDescription(
            "Tells people apart: images in, embeddings out, compared by their angle. Identity is"
                + " measured against the ground truth where every image has one, else against the"
                + " degraded image.")
        ScoringNetwork identityNetwork,
    @JsonPropertyDescription(
            "Scores an image by itself, higher for better, such as MUSIQ or MANIQA: images in, one"
                + " number for each out.")
        ScoringNetwork qualityNetwork,
    @Default("[]")
        @Size(max = 16)
        @JsonPropertyDescription(
            "Conditions that must all hold before the model is rolled out. Default: none.")
        List<GateRule> gate,
    @Default("5")
        @Min(1)
        @JsonPropertyDescription(
            "Fewer images in the holdout leave every gate row inconclusive: an interval over two or"
                + " three pairs is no evidence.")
        Integer minImages,
    @Default("0.95")
        @Min(0.5)
        @Max(0.999)
        @JsonPropertyDescription("Level of the gate's confidence intervals.")
        Double confidenceLevel,
    @JsonPropertyDescription("Requests and limits of the evaluating pod.")
        ResourceRequirements resources,
    @PreserveUnknownFields
        @SchemaFrom(type = FreeForm.class)
        @JsonDeserialize(using = PodTemplateDeserializer.class)
        @JsonPropertyDescription("A partial PodTemplateSpec, merged into the pod of this stage.")
        PodTemplateSpec podTemplate) {

  public EvaluationSpec {
    metrics = metrics == null ? null : List.copyOf(metrics);
    gate = List.copyOf(requireNonNullElse(gate, List.of()));
    minImages = requireNonNullElse(minImages, 5);
    confidenceLevel = requireNonNullElse(confidenceLevel, 0.95);
  }

  public static EvaluationSpec defaults() {
    return new EvaluationSpec(null, null, null, null, null, null, null, null, null);
  }
}
