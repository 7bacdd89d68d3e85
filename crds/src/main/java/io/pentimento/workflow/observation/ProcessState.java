package io.pentimento.workflow.observation;

import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageProgress;
import io.pentimento.contract.TerminationMessage;
import java.time.Instant;

/** Observed state of one process (pod) of a stage. */
public sealed interface ProcessState {

  /** Created but not running, for example for lack of quota, nodes or images. */
  record Pending(Instant since, String reason, String message) implements ProcessState {}

  /**
   * @param progress null until it reports any
   */
  record Running(StageProgress progress) implements ProcessState {}

  record Succeeded(TerminationMessage answer) implements ProcessState {}

  /**
   * @param reason one UpperCamelCase word
   * @param items how far it came; null if it did not say
   */
  record Failed(
      FailureClass failure,
      String reason,
      String message,
      int exitCode,
      ItemCounts items,
      Instant finishedAt)
      implements ProcessState {}

  /** Whether the process may still do something. */
  default boolean isActive() {
    return this instanceof Pending || this instanceof Running;
  }
}
