package io.pentimento.workflow.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.status.GateDecision;
import io.pentimento.api.v1alpha1.status.GateStatus;
import io.pentimento.workflow.gate.GateRefusal;
import io.pentimento.workflow.observation.ServingState;
import io.pentimento.workflow.stage.StageOutcome;
import io.pentimento.workflow.stage.StageResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds all conditions of a job from the results of its stages and the state of its servers.
 *
 * @param approved the condition Approved, if somebody has to approve
 * @param replicas desired number of servers
 */
public record JobConditions(
    ConditionFactory make,
    List<StageResult> links,
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
    Optional<StageResult> failed = links.stream().filter(StageResult::isFailed).findFirst();
    boolean complete = links.stream().allMatch(StageResult::isDone);
    boolean suspended = suspension.isActive();
    boolean working = !complete && failed.isEmpty() && !suspended;
    String failure = failed.map(link -> reason(link.outcome())).orElse("NoFailure");
    String sentence = failed.map(JobConditions::sentence).orElse("No stage has failed");
    String state =
        working ? "Working" : complete ? "Finished" : suspended ? suspension.reason() : failure;
    String standing = complete ? FINISHED : failed.isPresent() ? sentence : step();
    all.add(ready(complete, failed));
    all.add(servers());
    all.add(make.is(complete, ConditionTypes.COMPLETE, state, standing));
    all.add(make.is(failed.isPresent(), ConditionTypes.FAILED, failure, sentence));
    all.add(
        make.is(suspended, ConditionTypes.SUSPENDED, suspension.reason(), suspension.message()));
    all.add(stalled(failed, failure, sentence));
    all.add(make.is(working, ConditionTypes.RECONCILING, state, standing));
    links.forEach(link -> all.add(stage(link)));
    all.add(gatePassed());
    approved.ifPresent(all::add);
    return all;
  }

  private Condition stalled(Optional<StageResult> failed, String failure, String sentence) {
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
      return make.isTrue(ConditionTypes.READY, "Serving", "An adapted model serves");
    }
    if (complete) {
      return replicas == 0
          ? make.isTrue(ConditionTypes.READY, "Adapted", "Adapted, with no replicas to serve")
          : make.isFalse(ConditionTypes.READY, "NoServerReady", noServer());
    }
    if (failed.isPresent()) {
      return make.isFalse(
          ConditionTypes.READY, reason(failed.get().outcome()), sentence(failed.get()));
    }
    return make.isUnknown(
        ConditionTypes.READY,
        suspension.isActive() ? suspension.reason() : "Working",
        NO_MODEL + ": " + step());
  }

  private Condition servers() {
    if (isServing()) {
      String count =
          "%d of %d servers are ready with model %s"
              .formatted(serving.readyReplicas(), replicas, serving.active());
      String missing = missing();
      return make.isTrue(
          ConditionTypes.SERVING, "Serving", missing == null ? count : count + "; " + missing);
    }
    if (replicas == 0) {
      return make.isFalse(ConditionTypes.SERVING, "NoReplicas", "spec.serving.replicas is 0");
    }
    return serving.url() == null
        ? make.isFalse(
            ConditionTypes.SERVING, "NotRolledOut", "No model has been rolled out to servers")
        : make.isFalse(ConditionTypes.SERVING, "NoServerReady", noServer());
  }

  private boolean isServing() {
    return serving.active() != null && serving.readyReplicas() > 0;
  }

  private String noServer() {
    String missing = missing();
    String count = "None of %d servers is ready".formatted(replicas);
    return missing == null ? count : count + ": " + missing;
  }

  private String missing() {
    return serving.candidate() == null ? null : serving.candidate().message();
  }

  /** One line about the first unfinished stage and what it waits for. */
  private String step() {
    return links.stream()
        .filter(link -> !link.isDone())
        .findFirst()
        .map(JobConditions::sentence)
        .orElse(FINISHED);
  }

  private Condition stage(StageResult link) {
    String type = link.stage().condition();
    String reason = reason(link.outcome());
    String message = message(link.outcome());
    String said = message == null ? sentence(link) : message;
    if (link.isDone()) {
      return make.isTrue(type, reason, said);
    }
    boolean isFinal = link.isFailed() || GateRefusal.NOT_PASSED.equals(reason);
    return isFinal ? make.isFalse(type, reason, said) : make.isUnknown(type, reason, said);
  }

  private Condition gatePassed() {
    if (gate.isEmpty()) {
      return make.isUnknown(
          ConditionTypes.GATE_PASSED, "NotEvaluated", "The evaluation is not finished");
    }
    GateDecision decision = gate.get().decision();
    String message = "For " + gate.get().candidate();
    return switch (decision) {
      case PASSED -> make.isTrue(ConditionTypes.GATE_PASSED, "GatePassed", message);
      case FAILED -> make.isFalse(ConditionTypes.GATE_PASSED, "GateRegression", message);
      case INCONCLUSIVE -> make.isFalse(ConditionTypes.GATE_PASSED, "GateInconclusive", message);
    };
  }

  private static String sentence(StageResult link) {
    String message = message(link.outcome());
    if (link.isFailed()) {
      return link.stage() + ": " + message;
    }
    String state = link.isDone() ? "finished" : message == null ? "running" : "waiting: " + message;
    return "%s is %s".formatted(link.stage(), state);
  }

  static String reason(StageOutcome outcome) {
    if (outcome instanceof StageOutcome.Running running) {
      return running.waitsFor().map(pod -> pod.reason()).orElse("Running");
    }
    if (outcome instanceof StageOutcome.Done done) {
      return done.reason();
    }
    if (outcome instanceof StageOutcome.Failed failed) {
      return failed.reason();
    }
    return outcome instanceof StageOutcome.Waiting waiting ? waiting.reason() : "Running";
  }

  static String message(StageOutcome outcome) {
    if (outcome instanceof StageOutcome.Running running) {
      return running.waitsFor().map(pod -> pod.message()).orElse(null);
    }
    if (outcome instanceof StageOutcome.Done done) {
      return done.message();
    }
    if (outcome instanceof StageOutcome.Failed failed) {
      return failed.message();
    }
    return outcome instanceof StageOutcome.Waiting waiting ? waiting.message() : null;
  }
}
