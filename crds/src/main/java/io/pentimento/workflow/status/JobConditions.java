// SPDX-License-Identifier: Apache-2.0
package io.pentimento.workflow.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.reason.ModelReason;
import io.pentimento.reason.NormalReason;
import io.pentimento.reason.Reason;
import io.pentimento.reason.ResultReason;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.stage.StageResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds all conditions of a job from the results of its stages and the state of its servers.
 *
 * @param approved the condition Approved, if the spec requires an approval
 * @param replicas desired number of servers
 */
public record JobConditions(
    ConditionFactory make,
    List<StageResult> results,
    Suspension suspension,
    Optional<GateStatus> gate,
    Optional<Condition> approved,
    ServingState serving,
    int replicas,
    Problems problems) {

  private static final String NO_MODEL = "No adapted model yet";
  private static final String FINISHED = "All stages are finished";

  public List<Condition> all() {
    List<Condition> all = new ArrayList<>();
    Optional<StageResult> failed = results.stream().filter(StageResult::isFailed).findFirst();
    boolean complete = results.stream().allMatch(StageResult::isDone);
    boolean suspended = suspension.isActive();
    boolean working = !complete && failed.isEmpty() && !suspended;
    Reason failure =
        failed.<Reason>map(result -> result.outcome().reason()).orElse(NormalReason.NO_FAILURE);
    String sentence = failed.map(JobConditions::sentence).orElse("No stage has failed");
    Reason state =
        working
            ? NormalReason.WORKING
            : complete ? NormalReason.FINISHED : suspended ? suspension.reason() : failure;
    String standing = complete ? FINISHED : failed.isPresent() ? sentence : step();
    all.add(ready(complete, failed));
    all.add(servers());
    all.add(make.is(complete, ConditionTypes.COMPLETE, state, standing));
    all.add(make.is(failed.isPresent(), ConditionTypes.FAILED, failure, sentence));
    all.add(
        make.is(suspended, ConditionTypes.SUSPENDED, suspension.reason(), suspension.message()));
    all.add(stalled(failed, failure, sentence));
    all.add(make.is(working, ConditionTypes.RECONCILING, state, standing));
    results.forEach(result -> all.add(stage(result)));
    all.add(gatePassed());
    approved.ifPresent(all::add);
    return all;
  }

  private Condition stalled(Optional<StageResult> failed, Reason failure, String sentence) {
    if (problems.invalidSpec().isPresent()) {
      return make.isTrue(
          ConditionTypes.STALLED,
          InvalidSpec.REASON,
          problems.invalidSpec().get().besideValidSpec());
    }
    if (failed.isEmpty() && problems.failure().isPresent()) {
      ReconcileFailure problem = problems.failure().get();
      return make.isTrue(ConditionTypes.STALLED, problem.reason(), problem.message());
    }
    return make.is(failed.isPresent(), ConditionTypes.STALLED, failure, sentence);
  }

  private Condition ready(boolean complete, Optional<StageResult> failed) {
    if (isServing()) {
      return make.isTrue(ConditionTypes.READY, NormalReason.SERVING, "An adapted model serves");
    }
    if (complete) {
      return replicas == 0
          ? make.isTrue(
              ConditionTypes.READY, NormalReason.ADAPTED, "Adapted, with no replicas to serve")
          : make.isFalse(ConditionTypes.READY, ResultReason.NO_SERVER_READY, noServer());
    }
    if (failed.isPresent()) {
      return make.isFalse(
          ConditionTypes.READY, failed.get().outcome().reason(), sentence(failed.get()));
    }
    return make.isUnknown(
        ConditionTypes.READY,
        suspension.isActive() ? suspension.reason() : NormalReason.WORKING,
        NO_MODEL + ": " + step());
  }

  private Condition servers() {
    if (isServing()) {
      String count =
          "%d of %d servers are ready with model %s"
              .formatted(serving.readyReplicas(), replicas, serving.active());
      String missing = missing();
      return make.isTrue(
          ConditionTypes.SERVING,
          NormalReason.SERVING,
          missing == null ? count : count + "; " + missing);
    }
    if (replicas == 0) {
      return make.isFalse(
          ConditionTypes.SERVING, NormalReason.NO_REPLICAS, "spec.serving.replicas is 0");
    }
    return serving.url() == null
        ? make.isFalse(
            ConditionTypes.SERVING,
            NormalReason.NOT_ROLLED_OUT,
            "No model has been rolled out to servers")
        : make.isFalse(ConditionTypes.SERVING, ResultReason.NO_SERVER_READY, noServer());
  }

  private boolean isServing() {
    return serving.active() != null && serving.readyReplicas() > 0;
  }

  private String noServer() {
    String missing = missing();
    String count = "None of %d servers is ready".formatted(replicas);
    return missing == null ? count : count + ": " + missing;
  }

  private @Nullable String missing() {
    return serving.candidate() == null ? null : serving.candidate().message();
  }

  /** One line about the first unfinished stage and what it waits for. */
  private String step() {
    return results.stream()
        .filter(result -> !result.isDone())
        .findFirst()
        .map(JobConditions::sentence)
        .orElse(FINISHED);
  }

  private Condition stage(StageResult result) {
    String type = result.stage().condition();
    Reason reason = result.outcome().reason();
    String message = result.outcome().message();
    String text = message == null ? sentence(result) : message;
    if (result.isDone()) {
      return make.isTrue(type, reason, text);
    }
    boolean isFinal = result.isFailed() || reason == ModelReason.GATE_NOT_PASSED;
    return isFinal ? make.isFalse(type, reason, text) : make.isUnknown(type, reason, text);
  }

  private Condition gatePassed() {
    if (gate.isEmpty()) {
      return make.isUnknown(
          ConditionTypes.GATE_PASSED, NormalReason.NOT_EVALUATED, "The evaluation is not finished");
    }
    GateDecision decision = gate.get().decision();
    String message = "For " + gate.get().candidate();
    return switch (decision) {
      case PASSED -> make.isTrue(ConditionTypes.GATE_PASSED, NormalReason.GATE_PASSED, message);
      case FAILED ->
          make.isFalse(ConditionTypes.GATE_PASSED, ResultReason.GATE_REGRESSION, message);
      case INCONCLUSIVE ->
          make.isFalse(ConditionTypes.GATE_PASSED, ResultReason.GATE_INCONCLUSIVE, message);
    };
  }

  private static String sentence(StageResult result) {
    String message = result.outcome().message();
    if (result.isFailed()) {
      return result.stage() + ": " + message;
    }
    String state =
        result.isDone() ? "finished" : message == null ? "running" : "waiting: " + message;
    return "%s is %s".formatted(result.stage(), state);
  }
}
