// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Errors that must not be retried. */
class UserErrorTest {
  private static final int DATA = 65;

  @RegisterExtension static final Installation INSTALLATION = new Installation();

  @Test
  void aCorruptCheckpointFailsAtOnceWithExitCodeAndMessage() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("corrupt")) {
      Files.writeString(tenant.models().resolve("restorer.safetensors"), "not tensors");
      tenant.apply();

      AdaptationJobStatus status = tenant.awaitCondition("Failed");

      StageStatus prepare = status.stage(StageName.PREPARE).orElseThrow();
      assertThat(prepare.exitCode()).isEqualTo(DATA);
      assertThat(prepare.message()).contains("restorer.safetensors");
      assertThat(prepare.attempt()).isEqualTo(1);
      assertThat(status.condition("Stalled").orElseThrow().getStatus()).isEqualTo("True");
      assertThat(tenant.jobs()).hasSize(1);
      assertThat(tenant.pods()).hasSize(1);
    }
  }

  @Test
  @Tag("slow")
  void aProcessWithoutTerminationMessageIsReportedWithExitCodeAndLastLines() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("wordless")) {
      tenant.apply(
          "sampler: {steps: 10}}",
          "sampler: {steps: 10}, podTemplate: {spec: {containers: [{name: worker, env: ["
              + "{name: JDK_JAVA_OPTIONS, value: -XX:+NoSuchOption}]}]}}}",
          "replicas: 1}",
          "replicas: 1}\n  backoffLimit: 0");

      AdaptationJobStatus status = tenant.awaitCondition("Failed");

      StageStatus generate = status.stage(StageName.GENERATE).orElseThrow();
      assertThat(generate.exitCode()).isEqualTo(1);
      assertThat(generate.message()).contains("exited with 1", "NoSuchOption");
      assertThat(tenant.pods(StageName.GENERATE)).hasSize(2);
    }
  }

  /** The operator and the worker must use the same environment variable. */
  @Test
  void aWorkerThatCannotUseItsGpuFailsInsteadOfUsingTheCpu() throws Exception {
    try (Tenant tenant = INSTALLATION.tenant("gpu")) {
      tenant.apply(
          "sampler: {steps: 10}}",
          "sampler: {steps: 10}, resources: {limits: {nvidia.com/gpu: 1}}}",
          "replicas: 1}",
          "replicas: 1}\n  backoffLimit: 0");

      AdaptationJobStatus status = tenant.awaitCondition("Failed");

      StageStatus generate = status.stage(StageName.GENERATE).orElseThrow();
      assertThat(generate.message())
          .contains("The device is CUDA, but this libtorch cannot use it")
          .contains("PENTIMENTO_DEVICE=CPU");
    }
  }
}
