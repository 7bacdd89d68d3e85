package io.pentimento.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.pentimento.decide.ServingState;
import io.pentimento.decide.ServingState.Candidate;
import io.pentimento.operator.workload.Labels;
import io.pentimento.stage.StageKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Translates the Deployment into what serves. */
public final class Deployments {
  private Deployments() {}

  /**
   * @param pods of the Deployment; needed only where it is not ready
   */
  static ServingState serving(Deployment deployment, List<Pod> pods) {
    String wanted = Labels.annotation(deployment, Labels.MODEL);
    int available = available(deployment);
    String url = url(deployment);
    if (isRolledOut(deployment)) {
      return new ServingState(wanted, available, url, null, artefacts(deployment));
    }
    String previous = Labels.annotation(deployment, Labels.PREVIOUS_MODEL);
    Optional<DeploymentCondition> late = late(deployment);
    Candidate candidate = new Candidate(wanted, late.isPresent(), message(late, pods));
    return previous == null || available == 0
        ? new ServingState(null, 0, null, candidate, artefacts(deployment))
        : new ServingState(previous, available, url, candidate, artefacts(deployment));
  }

  /** Where its models lie, as the Deployment itself remembers. */
  private static Map<String, StageKey> artefacts(Deployment deployment) {
    Map<String, StageKey> artefacts = new HashMap<>();
    remember(deployment, Labels.PREVIOUS_MODEL, Labels.PREVIOUS_TRAIN_KEY, artefacts);
    remember(deployment, Labels.MODEL, Labels.TRAIN_KEY, artefacts);
    return artefacts;
  }

  private static void remember(
      Deployment deployment, String model, String trainKey, Map<String, StageKey> artefacts) {
    String digest = Labels.annotation(deployment, model);
    String key = Labels.annotation(deployment, trainKey);
    if (digest != null && key != null) {
      artefacts.put(digest, new StageKey(key));
    }
  }

  /** Whether all servers have the wanted model and one of them is ready. */
  public static boolean isRolledOut(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    return isCurrent(deployment)
        && number(status.getUpdatedReplicas()) >= number(deployment.getSpec().getReplicas())
        && number(status.getReplicas()) == number(status.getUpdatedReplicas())
        && number(status.getAvailableReplicas()) > 0;
  }

  /** Whether the servers of the wanted model were given up. */
  public static boolean missedItsDeadline(Deployment deployment) {
    return !isRolledOut(deployment) && late(deployment).isPresent();
  }

  private static Optional<DeploymentCondition> late(Deployment deployment) {
    return isCurrent(deployment)
        ? deployment.getStatus().getConditions().stream()
            .filter(condition -> "ProgressDeadlineExceeded".equals(condition.getReason()))
            .findFirst()
        : Optional.empty();
  }

  private static String message(Optional<DeploymentCondition> late, List<Pod> pods) {
    String troubles =
        pods.stream()
            .filter(pod -> !isReady(pod))
            .map(PodTrouble::of)
            .map(trouble -> trouble.reason() + ": " + trouble.message())
            .distinct()
            .sorted()
            .limit(3)
            .collect(Collectors.joining("; "));
    String missed = late.map(DeploymentCondition::getMessage).orElse("");
    String separator = missed.isEmpty() || troubles.isEmpty() ? "" : "; ";
    String all = missed + separator + troubles;
    return all.isEmpty() ? null : all;
  }

  private static boolean isReady(Pod pod) {
    return PodTrouble.conditions(pod)
        .anyMatch(
            condition ->
                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }

  private static boolean isCurrent(Deployment deployment) {
    DeploymentStatus status = deployment.getStatus();
    return status != null
        && status.getObservedGeneration() != null
        && status.getObservedGeneration() >= deployment.getMetadata().getGeneration();
  }

  private static int available(Deployment deployment) {
    return deployment.getStatus() == null
        ? 0
        : number(deployment.getStatus().getAvailableReplicas());
  }

  private static String url(Deployment deployment) {
    return "http://%s.%s.svc"
        .formatted(deployment.getMetadata().getName(), deployment.getMetadata().getNamespace());
  }

  private static int number(Integer value) {
    return value == null ? 0 : value;
  }
}
