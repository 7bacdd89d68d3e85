// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.service.ModelAddress;
import io.pentimento.api.v1alpha1.service.RestorationServiceSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which model a service serves. */
class WantedModelTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final String KEY = "1".repeat(64);
  private static final String PASSED =
      "gate: {decision: Passed, candidate: \""
          + DIGEST
          + "\"}, stages: [{name: train, cacheKey: \""
          + KEY
          + "\", state: Succeeded}]";

  private static RestorationServiceSpec spec(String model) throws JsonProcessingException {
    return new YAMLMapper().readValue("{model: {" + model + "}}", RestorationServiceSpec.class);
  }

  private static AdaptationJob job(String restorer, String status) throws JsonProcessingException {
    return AdaptationJobYaml.read(
        """
        metadata: {name: night}
        spec:
          restorer: {source: {uri: r.pth}%s}
          prior: {source: {uri: p.pth}}
          dataset: {source: {uri: images}}
          workspace: {persistentVolumeClaim: {claimName: work}}
        status: {%s}
        """
            .formatted(restorer, status));
  }

  private static WantedModel ofJob(AdaptationJob job) throws JsonProcessingException {
    return WantedModel.of(spec("jobRef: {name: night}"), Optional.ofNullable(job));
  }

  @Test
  void aPublishedModelHasTheDigestOfItsAddress() throws JsonProcessingException {
    String uri = "oci://registry.example/night@" + DIGEST;

    assertThat(WantedModel.of(spec("uri: \"" + uri + "\""), Optional.empty()))
        .isEqualTo(new WantedModel.Known(new ModelAddress(uri, DIGEST)));
  }

  @Test
  void aJobThatDoesNotExistIsNamed() throws JsonProcessingException {
    WantedModel.Missing missing = (WantedModel.Missing) ofJob(null);

    assertThat(missing.reason().word()).isEqualTo("JobNotFound");
    assertThat(missing.message())
        .isEqualTo(
            "spec.model.jobRef: AdaptationJob night does not exist in this namespace; create it, or"
                + " serve a published model by spec.model.uri");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                | adapted.onnx
          ', architecture: CodeFormer'      | adapted.onnx
          ', architecture: TorchScript, valueRange: ZeroToOne' | adapted.pt
          """)
  void theModelOfAJobIsInItsWorkspace(String restorer, String file) throws JsonProcessingException {
    assertThat(ofJob(job(restorer, PASSED)))
        .isEqualTo(
            new WantedModel.Known(
                new ModelAddress("pvc://work/artifacts/train/" + KEY + "/" + file, DIGEST)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                        | new
          phase: Training                                           | in phase training
          phase: Succeeded                                          | in phase succeeded
          phase: Failed, gate: {decision: Failed, candidate: c}     | rejected by its gate
          phase: Failed, gate: {decision: Inconclusive, candidate: c} | rejected by its gate
          phase: Promoting, gate: {decision: Passed, candidate: c}  | in phase promoting
          """)
  void aJobWithoutAnAcceptedModelSaysWhereItStands(String status, String standing)
      throws JsonProcessingException {
    WantedModel.Missing missing = (WantedModel.Missing) ofJob(job("", status));

    assertThat(missing.reason().word()).isEqualTo("JobNotAccepted");
    assertThat(missing.message())
        .isEqualTo("AdaptationJob night has no model whose gate passed: it is " + standing);
  }

  @ParameterizedTest
  @CsvSource({"Waiting", "Running", "Failed"})
  void aModelWhoseTrainingIsRepeatedIsNotServed(String state) throws JsonProcessingException {
    assertThat(ofJob(job("", PASSED.replace("Succeeded", state))))
        .isInstanceOf(WantedModel.Missing.class);
  }

  @Test
  void aJobWithoutASpecHasNoModel() throws JsonProcessingException {
    AdaptationJob job = job("", PASSED);
    job.setSpec(null);

    assertThat(ofJob(job)).isInstanceOf(WantedModel.Missing.class);
  }

  @Test
  void aJobWithoutAStatusIsNew() throws JsonProcessingException {
    AdaptationJob job = job("", PASSED);
    job.setStatus(null);

    assertThat(((WantedModel.Missing) ofJob(job)).message()).endsWith("it is new");
  }
}
