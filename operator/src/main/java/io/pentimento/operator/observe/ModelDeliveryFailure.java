// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.pentimento.operator.workload.ModelDeliveryPod;
import io.pentimento.reason.ModelReason;
import io.pentimento.reason.Reason;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds in the status of a pod why its init container could not deliver a model. */
final class ModelDeliveryFailure {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ModelDeliveryFailure() {}

  /** Why the model was rejected or could not be fetched; empty if neither is known. */
  static Optional<PodWaitReason> of(Pod pod) {
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getInitContainerStatuses().stream()
            .filter(status -> ModelDeliveryPod.NAME.equals(status.getName()))
            .flatMap(status -> lastEnd(status).stream())
            .filter(end -> end.getExitCode() != null && end.getExitCode() != 0)
            .findFirst()
            .map(ModelDeliveryFailure::reason);
  }

  /** The present state, or the one before the restart. */
  private static Optional<ContainerStateTerminated> lastEnd(ContainerStatus status) {
    return Stream.of(
            Optional.ofNullable(status.getState()), Optional.ofNullable(status.getLastState()))
        .flatMap(Optional::stream)
        .map(ContainerState::getTerminated)
        .flatMap(Stream::ofNullable)
        .findFirst();
  }

  private static PodWaitReason reason(ContainerStateTerminated end) {
    return parse(end.getMessage())
        .filter(answer -> answer.hasNonNull("reason"))
        .map(
            answer ->
                new PodWaitReason(
                    Reason.of(answer.path("reason").asText()), answer.path("message").asText()))
        .orElseGet(
            () ->
                new PodWaitReason(
                    ModelReason.DELIVERY_FAILED,
                    "Init container %s exited with %d; see its log"
                        .formatted(ModelDeliveryPod.NAME, end.getExitCode())));
  }

  private static Optional<JsonNode> parse(String message) {
    try {
      return Optional.ofNullable(message).isEmpty()
          ? Optional.empty()
          : Optional.of(MAPPER.readTree(message));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // the end of a log
    }
  }
}
