// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageProgress;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.reason.FailureReason;
import io.pentimento.reason.Reason;
import io.pentimento.workflow.observation.ProcessState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Translates a pod into the state of a process. */
final class PodStates {
  /** Exit code of a failed pod that left none, because its node disappeared. */
  private static final int NO_EXIT_CODE = -1;

  /** Maximum number of characters, so that the log fits into the message of a stage. */
  private static final int LONGEST_LOG = 380;

  private PodStates() {}

  /**
   * @param progress null if the process has reported none
   */
  static ProcessState of(Pod pod, @Nullable StageProgress progress) {
    String phase = pod.getStatus() == null ? "Pending" : pod.getStatus().getPhase();
    return switch (phase == null ? "Pending" : phase) {
      case "Succeeded" -> succeeded(pod);
      case "Failed" -> failed(pod);
      case "Running" ->
          WorkerContainer.end(pod)
              .map(end -> ended(pod, end))
              .orElse(new ProcessState.Running(progress));
      default -> pending(pod);
    };
  }

  /** Other containers of the pod may continue to run; they do not belong to the stage. */
  private static ProcessState ended(Pod pod, ContainerStateTerminated end) {
    return end.getExitCode() != null && end.getExitCode() == 0 ? succeeded(pod) : failed(pod);
  }

  private static ProcessState pending(Pod pod) {
    PodWaitReason waitReason = PodWaitReason.of(pod);
    return new ProcessState.Pending(
        Instant.parse(pod.getMetadata().getCreationTimestamp()),
        waitReason.reason(),
        waitReason.message());
  }

  private static ProcessState succeeded(Pod pod) {
    return answer(pod)
        .filter(TerminationMessage::succeeded)
        .<ProcessState>map(ProcessState.Succeeded::new)
        .orElseGet(() -> lostResult(end(pod)));
  }

  /** The stage is done, but its result was lost. It runs again and repeats the stored result. */
  static ProcessState lostResult(Instant at) {
    return new ProcessState.Failed(
        FailureClass.INTERRUPTED,
        FailureReason.ANSWER_LOST,
        "The pod succeeded, but its result is lost; the stage runs again",
        0,
        null,
        at);
  }

  private static ProcessState failed(Pod pod) {
    Optional<ContainerStateTerminated> end = WorkerContainer.end(pod);
    int code = end.map(ContainerStateTerminated::getExitCode).orElse(NO_EXIT_CODE);
    Optional<TerminationMessage> answer = answer(pod);
    FailureClass failure =
        isDisrupted(pod)
            ? FailureClass.INTERRUPTED
            : answer
                .map(TerminationMessage::failure)
                .or(() -> FailureClass.ofExitCode(Math.max(0, code)))
                .orElse(FailureClass.INFRASTRUCTURE);
    Reason reason =
        answer
            .map(TerminationMessage::reason)
            .map(Reason::of)
            .orElseGet(() -> reason(pod, end, failure));
    String message = answer.map(TerminationMessage::message).orElseGet(() -> message(pod, end));
    return new ProcessState.Failed(
        failure,
        reason,
        message,
        code,
        answer.map(TerminationMessage::items).orElse(null),
        end(pod));
  }

  private static Reason reason(
      Pod pod, Optional<ContainerStateTerminated> end, FailureClass failure) {
    if (pod.getStatus().getReason() != null) {
      return Reason.of(pod.getStatus().getReason());
    }
    return end.map(ContainerStateTerminated::getReason)
        .filter(FailureReason.OOM_KILLED::is)
        .map(Reason::of)
        .orElse(failure.reason());
  }

  private static String message(Pod pod, Optional<ContainerStateTerminated> end) {
    String name = pod.getMetadata().getName();
    if (end.map(ContainerStateTerminated::getReason)
        .filter(FailureReason.OOM_KILLED::is)
        .isPresent()) {
      return "%s exceeded its memory limit and was killed; raise resources.limits.memory or lower batchSize"
          .formatted(name);
    }
    String last =
        end.map(ContainerStateTerminated::getMessage)
            .map(PodStates::lastLines)
            .or(() -> Optional.ofNullable(pod.getStatus().getMessage()))
            .orElse("no message; see the log of the pod");
    return end.map(state -> "%s exited with %d: %s".formatted(name, state.getExitCode(), last))
        .orElseGet(() -> "%s failed: %s".formatted(name, last));
  }

  /** Keeps the end of a log, which explains more than its beginning. */
  private static String lastLines(String log) {
    String end = log.strip();
    if (end.length() <= LONGEST_LOG) {
      return end;
    }
    String cut = end.substring(end.length() - LONGEST_LOG);
    return "…" + cut.substring(Math.max(0, cut.indexOf('\n') + 1));
  }

  private static boolean isDisrupted(Pod pod) {
    return PodWaitReason.conditions(pod)
        .anyMatch(
            condition ->
                "DisruptionTarget".equals(condition.getType())
                    && "True".equals(condition.getStatus()));
  }

  private static Optional<TerminationMessage> answer(Pod pod) {
    return WorkerContainer.end(pod)
        .map(ContainerStateTerminated::getMessage)
        .flatMap(PodStates::parse);
  }

  private static Optional<TerminationMessage> parse(String message) {
    try {
      return Optional.of(TerminationMessage.fromJson(message));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // the end of a log, or another's word
    }
  }

  private static Instant end(Pod pod) {
    return WorkerContainer.end(pod)
        .map(ContainerStateTerminated::getFinishedAt)
        .or(() -> Optional.ofNullable(pod.getMetadata().getCreationTimestamp()))
        .map(Instant::parse)
        .orElse(Instant.EPOCH);
  }
}
