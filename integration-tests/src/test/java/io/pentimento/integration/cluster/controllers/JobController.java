// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.integration.cluster.control.Controller;
import io.pentimento.integration.cluster.control.Finalizers;
import io.pentimento.integration.cluster.control.PodFailures;
import io.pentimento.integration.cluster.control.Pods;
import io.pentimento.integration.cluster.kubelet.Kubelet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Creates the pods of Jobs, counts their results and updates the Jobs' status. */
public final class JobController implements Controller {
  /** Keeps a finished pod until it is counted. */
  static final String TRACKING = "batch.kubernetes.io/job-tracking";

  private final KubernetesClient client;
  private final Duration backOff;
  private final Map<String, PodFailures> failures = new HashMap<>();

  /**
   * @param backOff delay before a pod is replaced the first time; ten seconds on a real cluster
   */
  public JobController(KubernetesClient client, Duration backOff) {
    this.client = client;
    this.backOff = backOff;
  }

  @Override
  public void look() {
    List<Pod> pods = client.pods().inAnyNamespace().list().getItems();
    List<Job> jobs = client.batch().v1().jobs().inAnyNamespace().list().getItems();
    jobs.forEach(job -> look(job, pods.stream().filter(p -> Pods.isOwnedBy(p, job)).toList()));
    pods.stream()
        .filter(JobController::isTracked)
        .filter(pod -> jobs.stream().noneMatch(job -> Pods.isOwnedBy(pod, job)))
        .filter(pod -> Pods.hasEnded(pod) || !willRun(pod))
        .forEach(this::release);
  }

  private void look(Job job, List<Pod> pods) {
    PodFailures known =
        failures.computeIfAbsent(job.getMetadata().getUid(), uid -> new PodFailures(backOff));
    new JobSync(client, job, pods, known).run();
    pods.stream()
        .filter(JobController::isTracked)
        .filter(pod -> known.isCounted(pod) || !willRun(pod))
        .forEach(this::release);
  }

  static boolean isTracked(Pod pod) {
    return pod.getMetadata().getFinalizers().contains(TRACKING);
  }

  /** False if the pod was deleted before a kubelet started it. */
  static boolean willRun(Pod pod) {
    return !Pods.isBeingDeleted(pod) || pod.getMetadata().getFinalizers().contains(Kubelet.HOLD);
  }

  private void release(Pod pod) {
    Finalizers.remove(client, pod, TRACKING);
  }
}
