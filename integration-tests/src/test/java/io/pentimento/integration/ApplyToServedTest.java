// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageState;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.core.image.folder.ImageFiles;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One job that is served from the beginning; each test finds it complete and leaves it serving. */
class ApplyToServedTest {
  private static final Duration LONGER_THAN_ANY_ROLLOUT = Duration.ofMinutes(11);
  private static final String ITERATIONS = "iterations: 4";

  @RegisterExtension static final Installation INSTALLATION = new Installation();

  private static Tenant tenant;

  @BeforeAll
  static void apply() throws IOException {
    tenant = INSTALLATION.tenant("served");
    tenant.apply();
    tenant.awaitCondition("Complete");
  }

  @AfterAll
  static void delete() {
    tenant.close();
  }

  @Test
  void anAppliedJobIsServedAndRestoresImages() throws Exception {
    AdaptationJobStatus status = tenant.job().getStatus();

    assertThat(status.stages())
        .allMatch(stage -> stage.state() == StageState.SUCCEEDED)
        .extracting(StageStatus::attempt)
        .allMatch(attempt -> attempt <= 1);
    assertThat(status.gate().decision()).isEqualTo(GateDecision.PASSED);
    assertThat(status.model().active()).isEqualTo(status.gate().candidate());
    assertThat(status.serving().readyReplicas()).isEqualTo(1);
    assertThat(tenant.jobs())
        .extracting(Job::getStatus)
        .allSatisfy(job -> assertThat(job.getFailed()).isNull());
    assertThat(tenant.pods(StageName.GENERATE)).hasSize(2);
    assertServes();
  }

  @Test
  @Tag("slow")
  void anEditedTrainingReusesThePseudoTargetsAndReplacesTheServedModel() throws Exception {
    String before = tenant.job().getStatus().model().active();

    tenant.edit(ITERATIONS, "iterations: 5");
    AdaptationJobStatus status =
        tenant.awaitStatus("another model", now -> servesAnother(now, before));

    assertThat(status.stage(StageName.SERVE).orElseThrow().reason()).isEqualTo("RolledOut");
    assertThat(status.gate().serving()).isEqualTo(before);
    assertThat(status.gate().metrics()).anyMatch(MetricResult::isAgainstServing);
    assertThat(tenant.jobs(StageName.PREPARE)).hasSize(1);
    assertThat(tenant.jobs(StageName.GENERATE)).hasSize(1);
    assertThat(wantedModel()).isEqualTo(status.model().active());
    assertServes();
  }

  @Test
  @Tag("slow")
  void aModelRejectedByTheGateIsNotRolledOut() throws Exception {
    Deployment before = tenant.deployment().orElseThrow();

    tenant.edit(ITERATIONS, "iterations: 6", "maxRegression: 1.0", "minImprovement: 1.0");
    AdaptationJobStatus status = tenant.awaitCondition("Failed");

    StageStatus serve = status.stage(StageName.SERVE).orElseThrow();
    assertThat(serve.reason()).isEqualTo("GateRegression");
    assertThat(status.gate().decision()).isEqualTo(GateDecision.FAILED);
    assertThat(status.gate().candidate()).isNotEqualTo(status.model().active());
    assertThat(tenant.deployment().orElseThrow().getSpec()).isEqualTo(before.getSpec());
    assertServes();
    restoreTheFirstSpec();
  }

  @Test
  @Tag("slow")
  void aModelThatDoesNotBecomeReadyIsReplacedByTheLastGoodOne() throws Exception {
    String good = tenant.job().getStatus().model().active();

    tenant.edit(ITERATIONS, "iterations: 7");
    tenant.awaitThat("an evaluation with a node", ApplyToServedTest::evaluatesTheNewModel);
    tenant.cluster().cordon(true);
    tenant.awaitThat("a new model", () -> !good.equals(wantedModel()));
    tenant.awaitThat("its server", () -> tenant.pods(StageName.SERVE).size() == 2);
    destroyNewModel();
    tenant.cluster().cordon(false);
    tenant.awaitThat(
        "a server without model",
        () -> tenant.pods(StageName.SERVE).stream().filter(Tenant::isRunning).count() == 2);
    assertServes();
    tenant.cluster().passTime(LONGER_THAN_ANY_ROLLOUT);

    AdaptationJobStatus status = tenant.awaitCondition("Failed");
    assertThat(status.stage(StageName.SERVE).orElseThrow().reason()).isEqualTo("RolloutAborted");
    assertThat(status.model().active()).isEqualTo(good);
    tenant.awaitThat("the last good model", () -> good.equals(wantedModel()));
    tenant.awaitThat("one server", () -> tenant.pods(StageName.SERVE).size() == 1);
    assertServes();
    restoreTheFirstSpec();
  }

  private static boolean servesAnother(AdaptationJobStatus status, String model) {
    return status.model() != null
        && status.model().active() != null
        && !status.model().active().equals(model);
  }

  private static boolean evaluatesTheNewModel() {
    return tenant.pods(StageName.EVALUATE).stream().anyMatch(Tenant::isRunning);
  }

  /** Nothing reads the file again before a server loads it. */
  private static void destroyNewModel() throws IOException {
    String train = tenant.annotation(tenant.deployment().orElseThrow(), "pentimento.io/train-key");
    Path model = tenant.workspace().resolve("artifacts/train/" + train + "/adapted.onnx");
    Files.writeString(model, "not a graph");
  }

  private static void restoreTheFirstSpec() throws IOException {
    tenant.edit();
    tenant.awaitCondition("Complete");
  }

  private static String wantedModel() {
    return tenant.annotation(tenant.deployment().orElseThrow(), "pentimento.io/model");
  }

  private static void assertServes() throws Exception {
    HttpResponse<byte[]> answer = tenant.restore(TinyInputs.image());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ImageFiles.decode(answer.body(), "the answer").shape())
        .containsExactly(1, 3, TinyInputs.SIZE, TinyInputs.SIZE);
  }
}
