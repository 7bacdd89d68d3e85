// SPDX-License-Identifier: Apache-2.0
package io.pentimento.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pod templates, whose fields are not in the schema of the custom resource. */
class PodTemplateCheckTest {
  private static List<String> faults(String spec) {
    return PodTemplateCheck.faults(Schemas.value("{spec: " + spec + "}"));
  }

  private static List<String> ofTemplate(String template) {
    return faults("{serving: {podTemplate: " + template + "}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{metadata: {labels: {any: label}, annotations: {any/name: text}}}",
        "{spec: {nodeSelector: {gpu: \"true\"}}}",
        "{spec: {tolerations: [{key: gpu, operator: Exists}]}}",
        "{spec: {containers: [{name: worker, env: [{name: A, value: b}]}]}}",
        "{spec: {containers: [{name: w, resources: {limits: {memory: 1Gi, nvidia.com/gpu: 1}}}]}}",
        "{spec: {volumes: [{name: v, emptyDir: {sizeLimit: 1Gi}}]}}",
        "{spec: {containers: [{name: w, livenessProbe: {httpGet: {port: 8080, path: /}}}]}}"
      })
  void aPartialTemplateHasNoFault(String template) {
    assertThat(ofTemplate(template)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {specs: {}}                                   | specs
          {metadata: {label: {}}}                       | metadata.label
          {spec: {nodeselector: {}}}                    | spec.nodeselector
          {spec: {containers: [{}, {img: x}]}}          | spec.containers[1].img
          {spec: {containers: [{env: [{nam: A}]}]}}     | spec.containers[0].env[0].nam
          {spec: {volumes: [{emptyDir: {sizelimit: 1}}]}} | spec.volumes[0].emptyDir.sizelimit
          """)
  void aMisspeltFieldIsReportedByItsPath(String template, String path) {
    assertThat(ofTemplate(template))
        .containsExactly(
            "strict decoding error: unknown field \"spec.serving.podTemplate." + path + "\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {spec: {containers: one}}                  | spec.containers
          {spec: {containers: [{env: {A: b}}]}}      | spec.containers[0].env
          {spec: {nodeSelector: [gpu]}}              | spec.nodeSelector
          {spec: {priority: high}}                   | spec.priority
          """)
  void aValueOfAnotherTypeIsReportedByItsPath(String template, String path) {
    assertThat(ofTemplate(template))
        .singleElement()
        .asString()
        .startsWith("spec.serving.podTemplate." + path + ": Invalid value: ");
  }

  @Test
  void theTemplateOfEachPartIsChecked() {
    assertThat(
            faults(
                "{preparation: {podTemplate: {a: 1}}, fineTuning: {podTemplate: {b: 1}},"
                    + " podTemplate: {c: 1}}"))
        .containsExactlyInAnyOrder(
            "strict decoding error: unknown field \"spec.preparation.podTemplate.a\"",
            "strict decoding error: unknown field \"spec.fineTuning.podTemplate.b\"",
            "strict decoding error: unknown field \"spec.podTemplate.c\"");
  }

  @Test
  void allMisspeltFieldsOfATemplateAreReported() {
    assertThat(ofTemplate("{a: 1, spec: {b: 1, containers: [{c: 1}]}}")).hasSize(3);
  }

  /** The schema reports it. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "[]", "1", "null"})
  void aTemplateThatIsNotAnObjectIsCheckedByTheSchemaOnly(String template) {
    assertThat(ofTemplate(template)).isEmpty();
  }

  @Test
  void aManifestWithoutASpecHasNoTemplates() {
    assertThat(PodTemplateCheck.faults(Schemas.value("{kind: AdaptationJob}"))).isEmpty();
    assertThat(faults("text")).isEmpty();
    assertThat(faults("{serving: text}")).isEmpty();
  }
}
