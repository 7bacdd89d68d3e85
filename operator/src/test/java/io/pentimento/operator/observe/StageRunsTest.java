// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.Reason;
import io.pentimento.workflow.observation.ProcessState;
import io.pentimento.workflow.observation.ProcessState.Failed;
import io.pentimento.workflow.observation.ProcessState.Pending;
import io.pentimento.workflow.observation.ProcessState.Running;
import io.pentimento.workflow.observation.ProcessState.Succeeded;
import io.pentimento.workflow.observation.StageRun;
import io.pentimento.workflow.observation.StageRun.Leftovers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageRunsTest {
  private static final String KEY = "0".repeat(64);
  private static final String PENDING =
      "phase: Pending, containerStatuses: [{name: worker, state: {waiting: {reason: %s, message:"
          + " '%s'}}}]";
  private static final String ENDED =
      "phase: Failed, %s containerStatuses: [{name: worker, state: {terminated: {exitCode: %s,"
          + " reason: %s, finishedAt: '2026-11-24T00:01:00Z', message: '%s'}}}]";

  @ParameterizedTest
  @CsvSource({
    "ImagePullBackOff, Back-off pulling image x",
    "ErrImagePull, manifest unknown",
    "CreateContainerConfigError, no command specified"
  })
  void aWaitingContainerReportsItsReason(String reason, String message) {
    assertThat(state("", pod(PENDING.formatted(reason, message))))
        .isEqualTo(
            new Pending(
                java.time.Instant.parse("2026-11-24T00:00:00Z"), Reason.of(reason), message));
  }

  @Test
  void aSecretThatIsMissingIsNamed() {
    Pending pending =
        (Pending)
            state(
                "",
                pod(PENDING.formatted("CreateContainerConfigError", "secret \"s3\" not found")));

    assertThat(pending.reason().word()).isEqualTo("MissingSecret");
    assertThat(pending.message()).startsWith("secret \"s3\" not found; create it");
  }

  @ParameterizedTest
  @CsvSource({
    "Unschedulable, 0/3 nodes are available: 3 Insufficient nvidia.com/gpu, Unschedulable",
    "Unschedulable, persistentvolumeclaim \"w\" not found, MissingClaim",
    "SchedulingGated, Scheduling is blocked, SchedulingGated"
  })
  void anUnscheduledPodReportsTheMessageOfTheScheduler(String reason, String message, String told) {
    String status =
        "phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: %s, message:"
            + " '%s'}]";

    Pending pending = (Pending) state("", pod(status.formatted(reason, message)));

    assertThat(pending.reason().word()).isEqualTo(told);
    assertThat(pending.message()).startsWith(message);
  }

  @Test
  void aMissingClaimComesWithAdvice() {
    String status =
        "phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable,"
            + " message: 'persistentvolumeclaim \"w\" not found'}]";

    Pending pending = (Pending) state("", pod(status));

    assertThat(pending.message()).endsWith("create it in this namespace; the pod then starts");
  }

  @Test
  void aQuotaThatRejectsPodsIsReported() {
    JobView refused = new JobView(job(""), List.of(), "exceeded quota: gpus", Map.of());

    Pending pending = (Pending) StageRuns.of(refused).processes().get(0);

    assertThat(pending.reason().word()).isEqualTo("FailedCreate");
    assertThat(pending.message()).isEqualTo("exceeded quota: gpus");
  }

  @Test
  void aJobThatIsNotAdmittedIsQueued() {
    Job queued = job("{type: Suspended, status: 'True'}");
    assertThat(waiting(queued).reason().word()).isEqualTo("JobSuspended");

    queued.getMetadata().getLabels().put("kueue.x-k8s.io/queue-name", "gpu");
    assertThat(waiting(queued).reason().word()).isEqualTo("Queued");
  }

  @ParameterizedTest
  @CsvSource({
    "64, Error, USER_ERROR, UserError",
    "65, Error, DATA, Data",
    "70, Error, INTERNAL, Internal",
    "75, Error, INFRASTRUCTURE, Infrastructure",
    "137, OOMKilled, RESOURCES, OOMKilled",
    "143, Error, INTERRUPTED, Interrupted"
  })
  void anExitCodeNamesTheClassOfFailure(
      int code, String reason, FailureClass failure, String told) {
    Failed failed =
        (Failed) state(FAILED, pod(ENDED.formatted("", code, reason, "last line of the log")));

    assertThat(failed.failure()).isEqualTo(failure);
    assertThat(failed.reason().word()).isEqualTo(told);
    assertThat(failed.exitCode()).isEqualTo(code);
  }

  @Test
  void aFailureWithoutAnAnswerHasTheEndOfTheLog() {
    Failed failed = (Failed) state(FAILED, pod(ENDED.formatted("", 70, "Error", "boom")));

    assertThat(failed.message()).isEqualTo("work-0 exited with 70: boom");
  }

  @Test
  void theLastLinesOfALongLogAreKept() {
    String log = "Loading the model again and again. ".repeat(40) + "\\nCUDA error: device lost";

    Failed failed =
        (Failed)
            state(FAILED, pod(ENDED.replace("'%s'", "\"%s\"").formatted("", 70, "Error", log)));

    assertThat(failed.message()).hasSizeLessThan(500).endsWith("CUDA error: device lost");
  }

  @Test
  void theTerminationMessageTakesPrecedenceOverTheExitCode() {
    String answer =
        "{\"stage\":\"prepare\",\"key\":\"%s\",\"failure\":\"Data\",\"reason\":\"Corrupt\",\"message\":\"bad file\"}"
            .formatted(KEY);

    Failed failed = (Failed) state(FAILED, pod(ENDED.formatted("", 1, "Error", answer)));

    assertThat(failed.failure()).isEqualTo(FailureClass.DATA);
    assertThat(failed.reason().word()).isEqualTo("Corrupt");
    assertThat(failed.message()).isEqualTo("bad file");
  }

  @Test
  void anEvictionDoesNotCountAsAFailure() {
    String evicted =
        ENDED.formatted(
            "reason: Evicted, conditions: [{type: DisruptionTarget, status: 'True'}],",
            137,
            "Error",
            "");

    Failed failed = (Failed) state(FAILED, pod(evicted));

    assertThat(failed.failure()).isEqualTo(FailureClass.INTERRUPTED);
    assertThat(failed.reason().word()).isEqualTo("Evicted");
  }

  @Test
  void aFailedPodOfAWorkingJobIsBeingReplaced() {
    Pending pending = (Pending) state("", pod(ENDED.formatted("", 75, "Error", "no route")));

    assertThat(pending.reason().word()).isEqualTo("PodReplaced");
    assertThat(pending.message()).contains("replaced").contains("no route");
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65})
  void aFailureThatEndsTheJobIsNotReplaced(int code) {
    assertThat(state("", pod(ENDED.formatted("", code, "Error", "no such file"))))
        .isInstanceOf(Running.class);
  }

  @Test
  void aSuccessHasItsTerminationMessage() {
    String answer = "{\"stage\":\"prepare\",\"key\":\"%s\"}".formatted(KEY);
    String status = ENDED.formatted("", 0, "Completed", answer).replace("Failed", "Succeeded");

    assertThat(state(COMPLETE, pod(status))).isInstanceOf(Succeeded.class);
  }

  @Test
  void aSuccessWhosePodWasDeletedRunsAgain() {
    Failed failed = (Failed) state(COMPLETE);

    assertThat(failed.reason().word()).isEqualTo("AnswerLost");
    assertThat(failed.failure().countsAgainstBackoffLimit()).isFalse();
  }

  @Test
  void aRunningPodRuns() {
    assertThat(state("", pod("phase: Running"))).isEqualTo(new Running(null));
  }

  private static final String FAILED =
      "{type: Failed, status: 'True', reason: PodFailurePolicy, message: m}";
  private static final String COMPLETE = "{type: Complete, status: 'True'}";

  @Test
  void aFinishedWorkerCountsAlthoughASidecarRuns() {
    StageRun run = run("", pod(OUTLIVED.formatted(0, ANSWER)));

    assertThat(run.processes()).singleElement().isInstanceOf(Succeeded.class);
    assertThat(run.leftovers())
        .isEqualTo(new Leftovers("istio-proxy", Instant.parse("2026-11-24T00:01:00Z")));
  }

  @Test
  void aFailedWorkerIsNotReplacedWhileItsPodRuns() {
    assertThat(run("", pod(OUTLIVED.formatted(75, "no answer"))).processes())
        .singleElement()
        .isInstanceOf(Failed.class);
  }

  @Test
  void aFinishedJobHasNoLeftovers() {
    assertThat(run(COMPLETE, pod(OUTLIVED.formatted(0, ANSWER))).leftovers()).isNull();
  }

  @Test
  void theMessageOfTheSchedulerIsReportedOnce() {
    String status =
        "phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable,"
            + " message: '0/1 nodes are available: persistentvolumeclaim \"w\" not found."
            + " not found'}]";

    assertThat(((Pending) state("", pod(status))).message())
        .isEqualTo(
            "0/1 nodes are available: persistentvolumeclaim \"w\" not found; create it in this"
                + " namespace; the pod then starts");
  }

  private static final String OUTLIVED =
      "phase: Running, containerStatuses: [{name: istio-proxy, state: {running: {}}}, {name:"
          + " worker, state: {terminated: {exitCode: %s, finishedAt: '2026-11-24T00:01:00Z',"
          + " message: '%s'}}}]";
  private static final String ANSWER =
      TerminationMessage.success(StageName.PREPARE, new StageKey(KEY), new ItemCounts(1, 1, 0))
          .toJson();

  private static Pending waiting(Job job) {
    return (Pending) StageRuns.of(new JobView(job, List.of(), null, Map.of())).processes().get(0);
  }

  private static StageRun run(String condition, Pod... pods) {
    return StageRuns.of(new JobView(job(condition), List.of(pods), null, Map.of()));
  }

  private static ProcessState state(String condition, Pod... pods) {
    return StageRuns.of(new JobView(job(condition), List.of(pods), null, Map.of()))
        .processes()
        .get(0);
  }

  private static Job job(String condition) {
    return Serialization.unmarshal(
        """
        metadata:
          name: work
          creationTimestamp: '2026-11-24T00:00:00Z'
          labels: {pentimento.io/stage: prepare}
          annotations: {pentimento.io/key: '%s', pentimento.io/attempt: '1', pentimento.io/generation: '1'}
        spec: {}
        status: {conditions: [%s]}
        """
            .formatted(KEY, condition),
        Job.class);
  }

  private static Pod pod(String status) {
    return Serialization.unmarshal(
        """
        metadata: {name: work-0, creationTimestamp: '2026-11-24T00:00:00Z'}
        status: {%s}
        """
            .formatted(status),
        Pod.class);
  }
}
