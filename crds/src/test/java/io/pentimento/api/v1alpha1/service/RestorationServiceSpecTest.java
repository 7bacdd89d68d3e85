// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pentimento.api.v1alpha1.serving.DeletionPolicy;
import io.pentimento.api.v1alpha1.serving.ServingPrecision;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of a service. */
class RestorationServiceSpecTest {
  private static final String DIGEST = "sha256:" + "0".repeat(64);

  private static RestorationServiceSpec spec(String fields) {
    try {
      return new YAMLMapper()
          .readValue(
              "{model: {uri: \"oci://r.example/m@" + DIGEST + "\"}" + fields + "}",
              RestorationServiceSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(fields, e);
    }
  }

  @Test
  void theGateMustHavePassedAndNoSignatureIsRequired() {
    assertThat(spec("").verification())
        .isEqualTo(new VerificationSpec(GateRequirement.PASSED, null))
        .isEqualTo(VerificationSpec.defaults());
    assertThat(spec(", verification: {gate: Any}").verification().gate())
        .isEqualTo(GateRequirement.ANY);
  }

  @Test
  void anInitContainerDeliversAnOnnxModel() {
    assertThat(spec("").model().format()).isEqualTo(ModelFormat.ONNX);
    assertThat(spec("").model().delivery()).isEqualTo(ModelDelivery.INIT_CONTAINER);
  }

  @Test
  void theServersHaveTheSettingsOfThoseOfAJob() {
    RestorationServiceSpec spec =
        spec(
            ", replicas: 3, precision: Float16, deletionPolicy: Retain, resources: {limits: {cpu:"
                + " 1}}, podTemplate: {spec: {}}, rollout: {}");

    assertThat(spec.serving().replicas()).isEqualTo(3);
    assertThat(spec.serving().autoscaling()).isNull();
    assertThat(spec.serving().precision()).isEqualTo(ServingPrecision.FLOAT16);
    assertThat(spec.serving().deletionPolicy()).isEqualTo(DeletionPolicy.RETAIN);
    assertThat(spec.serving().resources()).isEqualTo(spec.resources());
    assertThat(spec.serving().podTemplate()).isEqualTo(spec.podTemplate());
    assertThat(spec.serving().rollout()).isEqualTo(spec.rollout());
  }

  @Test
  void anAutoscalerIsPassedOn() {
    assertThat(spec(", autoscaling: {minReplicas: 2, maxReplicas: 5}").serving().initialReplicas())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"oci://r.example/m", "oci://r.example:5000/a/b-c_d.e", "oci://localhost/m1"})
  void aDigestPinsAModel(String repository) {
    assertThat(repository + "@" + DIGEST).matches(Pattern.compile(ModelReference.PINNED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oci://r.example/m",
        "oci://r.example/m:v1",
        "oci://r.example/m:v1@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "oci://r.example/m@sha256:00",
        "oci://r.example/m@sha256:000000000000000000000000000000000000000000000000000000000000000G",
        "oci://r.example/M@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "oci://r.example/m/@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "https://r.example/m@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      })
  void aTagOrAnotherDigestDoesNot(String uri) {
    assertThat(uri).doesNotMatch(Pattern.compile(ModelReference.PINNED));
  }
}
