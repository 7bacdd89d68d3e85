// SPDX-License-Identifier: Apache-2.0
package io.pentimento.api.v1alpha1.pod;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pod templates of stored objects, which no schema has checked. */
class PodTemplateDeserializerTest {
  private static PodTemplateSpec read(String template) throws JsonProcessingException {
    return new YAMLMapper()
        .readValue("{podTemplate: " + template + "}", PreparationSpec.class)
        .podTemplate();
  }

  @Test
  void aTemplateIsReadAsOne() throws JsonProcessingException {
    PodTemplateSpec template = read("{spec: {nodeSelector: {gpu: \"true\"}}}");

    assertThat(template.getSpec().getNodeSelector()).containsEntry("gpu", "true");
    assertThat(template.getAdditionalProperties()).isEmpty();
  }

  /** A template that cannot be decoded must not keep the operator from reading all its jobs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{spec: {containers: one}}",
        "{spec: {nodeSelector: [gpu]}}",
        "{spec: {priority: high}, metadata: {}}",
        "{spec: text}"
      })
  void aTemplateThatIsNoneIsKeptAsItIs(String text) throws JsonProcessingException {
    PodTemplateSpec template = read(text);

    assertThat(template.getSpec()).isNull();
    assertThat(new ObjectMapper().valueToTree(template).toString())
        .isEqualTo(new YAMLMapper().readTree(text).toString());
  }

  @Test
  void anEmptyTemplateHasNoSpec() throws JsonProcessingException {
    assertThat(read("{}").getSpec()).isNull();
    assertThat(read("null")).isNull();
  }
}
