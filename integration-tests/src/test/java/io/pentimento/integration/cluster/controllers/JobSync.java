// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.controllers;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.integration.cluster.control.PodFailures;
import io.pentimento.integration.cluster.control.Pods;
import java.util.List;
import java.util.stream.IntStream;

/** One reconciliation of one Job by the Job controller. */
final class JobSync {
  private final KubernetesClient client;
  private final Job job;
  private final List<Pod> pods;
  private final PodFailures failures;
  private final JobState state;

  JobSync(KubernetesClient client, Job job, List<Pod> pods, PodFailures failures) {
    this.client = client;
    this.job = job;
    this.pods = pods;
    this.failures = failures;
    this.state = new JobState(job);
  }

  void run() {
    boolean over = state.isFinished();
    pods.stream()
        .filter(pod -> Pods.hasEnded(pod) && JobController.isTracked(pod))
        .filter(pod -> !failures.isCounted(pod))
        .forEach(this::count);
    if (!over && !Pods.isBeingDeleted(job)) {
      step();
    }
  }

  private void step() {
    if (state.isFailing()) {
      stop();
      state.failOnceStopped(active());
    } else if (state.isComplete()) {
      state.complete();
    } else if (Boolean.TRUE.equals(job.getSpec().getSuspend())) {
      state.suspend();
      stop();
    } else {
      state.resume();
      create();
    }
    state.write(client, active(), ready());
  }

  private void count(Pod pod) {
    failures.counted(pod);
    int index = JobPods.index(pod);
    if (Pods.hasSucceeded(pod)) {
      state.succeeded(index);
      return;
    }
    FailureRules.Verdict verdict = FailureRules.judge(job.getSpec().getPodFailurePolicy(), pod);
    switch (verdict.action()) {
      case IGNORE -> {}
      case FAIL_JOB -> {
        state.failed();
        state.fail("PodFailurePolicy", verdict.message());
      }
      case FAIL_INDEX -> {
        state.failed();
        state.failedForGood(index);
      }
      case COUNT -> {
        state.failed();
        state.afterFailure(index, failures.failed(index));
      }
    }
  }

  private void stop() {
    pods.stream()
        .filter(pod -> !Pods.hasEnded(pod) && !Pods.isBeingDeleted(pod))
        .forEach(pod -> client.resource(pod).delete());
  }

  private void create() {
    int free = state.parallelism() - active();
    IntStream.range(0, state.completions())
        .filter(index -> !state.isSettled(index) && !isTaken(index) && failures.mayReplace(index))
        .limit(Math.max(0, free))
        .forEach(index -> client.resource(JobPods.pod(job, index)).create());
  }

  /** With podReplacementPolicy Failed, a pod is replaced only after it has ended. */
  private boolean isTaken(int index) {
    return pods.stream().anyMatch(pod -> JobPods.index(pod) == index && !Pods.hasEnded(pod));
  }

  private int active() {
    return (int) pods.stream().filter(pod -> !Pods.hasEnded(pod)).count();
  }

  private int ready() {
    return (int) pods.stream().filter(pod -> !Pods.hasEnded(pod) && Pods.isReady(pod)).count();
  }
}
