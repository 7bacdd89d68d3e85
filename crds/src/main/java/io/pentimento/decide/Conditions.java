package io.pentimento.decide;

import io.fabric8.kubernetes.api.model.Condition;
import io.pentimento.api.v1alpha1.GateDecision;
import io.pentimento.api.v1alpha1.GateStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of a job, from where its stages stand. */
record Conditions(
    ConditionFactory make,
    List<Link> links,
    boolean suspended,
    Optional<GateStatus> gate,
    ServingState serving) {

  private static final String NO_MODEL = "No adapted model yet";

  List<Condition> all() {
    List<Condition> all = new ArrayList<>();
    Optional<Link> failed = links.stream().filter(Link::isFailed).findFirst();
    boolean complete = links.stream().allMatch(Link::isDone);
    String reason = failed.map(link -> reason(link.outcome())).orElse("NoFailure");
    String message = failed.map(link -> link.stage() + ": " + message(link.outcome())).orElse(null);
    boolean working = !complete && failed.isEmpty() && !suspended;
    String state = working ? "Working" : complete ? "Finished" : suspended ? "Suspended" : reason;
    all.add(ready(complete, reason, message, failed.isPresent()));
    all.add(make.is(complete, ConditionTypes.COMPLETE, complete ? "Finished" : state, null));
    all.add(make.is(failed.isPresent(), ConditionTypes.FAILED, reason, message));
    all.add(
        make.is(
            suspended, ConditionTypes.SUSPENDED, suspended ? "Suspended" : "NotSuspended", null));
    all.add(make.is(failed.isPresent(), ConditionTypes.STALLED, reason, message));
    all.add(make.is(working, ConditionTypes.RECONCILING, state, working ? step() : null));
    links.forEach(link -> all.add(stage(link)));
    all.add(gatePassed());
    return all;
  }

  private Condition ready(boolean complete, String reason, String message, boolean failed) {
    if (serving.active() != null && serving.readyReplicas() > 0) {
      return make.isTrue(ConditionTypes.READY, "Serving", "An adapted model serves");
    }
    if (complete) {
      return make.isTrue(ConditionTypes.READY, "Adapted", "Adapted, with no replicas to serve");
    }
    if (failed) {
      return make.isFalse(ConditionTypes.READY, reason, message);
    }
    return suspended
        ? make.isUnknown(ConditionTypes.READY, "Suspended", NO_MODEL)
        : make.isUnknown(ConditionTypes.READY, "Working", NO_MODEL + ": " + step());
  }

  /** For who reads one line only: the stage that is next, and what it waits for. */
  private String step() {
    Link next = links.stream().filter(link -> !link.isDone()).findFirst().orElseThrow();
    String message = message(next.outcome());
    return message == null
        ? "%s is running".formatted(next.stage())
        : "%s is waiting: %s".formatted(next.stage(), message);
  }

  private Condition stage(Link link) {
    String type = link.stage().condition();
    String reason = reason(link.outcome());
    String message = message(link.outcome());
    if (link.isDone()) {
      return make.isTrue(type, reason, message);
    }
    return link.isFailed()
        ? make.isFalse(type, reason, message)
        : make.isUnknown(type, reason, message);
  }

  private Condition gatePassed() {
    if (gate.isEmpty()) {
      return make.isUnknown(ConditionTypes.GATE_PASSED, "NotEvaluated", null);
    }
    GateDecision decision = gate.get().decision();
    String message = "For " + gate.get().candidate();
    return switch (decision) {
      case PASSED -> make.isTrue(ConditionTypes.GATE_PASSED, "GatePassed", message);
      case FAILED -> make.isFalse(ConditionTypes.GATE_PASSED, "GateRegression", message);
      case INCONCLUSIVE -> make.isFalse(ConditionTypes.GATE_PASSED, "GateInconclusive", message);
    };
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
