// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.integration.cluster.control.Controller;
import io.pentimento.integration.cluster.control.Finalizers;
import io.pentimento.integration.cluster.control.Pods;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs scheduled pods, reports their status, and stops deleted ones. */
public final class Kubelet implements Controller, AutoCloseable {
  /** Keeps a deleted pod until its processes have ended. */
  public static final String HOLD = "process.kubelet/runs";

  private final KubernetesClient client;
  private final Images images;
  private final Storage storage;
  private final Ports ports;
  private final Volumes volumes;
  private final Environment environment;
  private final Map<String, RunningPod> running = new ConcurrentHashMap<>();

  public Kubelet(KubernetesClient client, Images images, Storage storage, Ports ports) {
    this.client = client;
    this.images = images;
    this.storage = storage;
    this.ports = ports;
    this.volumes = new Volumes(client, storage);
    this.environment = new Environment(client);
  }

  @Override
  public void look() throws IOException {
    for (Pod pod : client.pods().inAnyNamespace().list().getItems()) {
      if (pod.getSpec().getNodeName() != null) {
        look(pod);
      }
    }
  }

  /** The process of a pod's container; empty if it was not started. */
  public Optional<ContainerProcess> process(Pod pod) {
    return Optional.ofNullable(running.get(pod.getMetadata().getUid())).map(RunningPod::process);
  }

  private void look(Pod pod) throws IOException {
    RunningPod known = running.get(pod.getMetadata().getUid());
    if (Pods.hasEnded(pod)) {
      release(pod);
    } else if (known != null) {
      follow(pod, known);
    } else if (Pods.isBeingDeleted(pod)) {
      release(pod);
    } else {
      start(pod);
    }
  }

  private void start(Pod pod) throws IOException {
    Container container = onlyContainer(pod);
    try {
      RunningPod.Starter starter = starter(pod, container);
      Readiness readiness = Readiness.of(container, ports.of(pod, container));
      running.put(pod.getMetadata().getUid(), new RunningPod(pod, starter, readiness));
    } catch (NotStarted e) {
      report(pod, waiting(container, e));
    }
  }

  private static Container onlyContainer(Pod pod) {
    List<Container> containers = pod.getSpec().getContainers();
    if (containers.size() != 1 || !pod.getSpec().getInitContainers().isEmpty()) {
      throw new IllegalArgumentException(
          "several containers are not simulated: " + pod.getMetadata());
    }
    return containers.get(0);
  }

  private RunningPod.Starter starter(Pod pod, Container container) throws IOException, NotStarted {
    Images.Image image = images.find(container.getImage()).orElseThrow(() -> noImage(container));
    Path terminationLog = storage.pod(pod.getMetadata().getUid()).resolve("termination-log");
    Mounts mounts = Mounts.of(container, volumes.of(pod), terminationLog);
    Map<String, String> variables = new HashMap<>(environment.of(pod, container));
    ports.of(pod, container).ifPresent(p -> variables.put(Ports.VARIABLE, Integer.toString(p)));
    Path log =
        storage
            .logs()
            .file(
                pod.getMetadata().getNamespace(), pod.getMetadata().getName(), container.getName());
    return () -> ContainerProcess.start(container, image, variables, mounts, terminationLog, log);
  }

  private static NotStarted noImage(Container container) {
    return new NotStarted(
        "ImagePullBackOff", "Back-off pulling image \"%s\"".formatted(container.getImage()));
  }

  private static PodStatusBuilder waiting(Container container, NotStarted why) {
    return new PodStatusBuilder()
        .withPhase("Pending")
        .withContainerStatuses(
            new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withReady(false)
                .withNewState()
                .withNewWaiting(why.getMessage(), why.reason())
                .endState()
                .build());
  }

  private void follow(Pod pod, RunningPod known) throws IOException {
    if (Pods.isBeingDeleted(pod)) {
      known.stop(Duration.ofSeconds(pod.getSpec().getTerminationGracePeriodSeconds()));
    } else {
      known.readiness().probeIfDue();
      restart(known);
    }
    String phase = !known.hasEnded() ? "Running" : known.hasSucceeded() ? "Succeeded" : "Failed";
    report(pod, new PodStatusBuilder().withPhase(phase).withContainerStatuses(known.statuses()));
  }

  private static void restart(RunningPod known) throws IOException {
    try {
      known.restartIfDue();
    } catch (NotStarted e) {
      throw new IllegalStateException("the restarted container cannot be started", e);
    }
  }

  /** Writes only this kubelet's changed conditions, because others write conditions as well. */
  private void report(Pod pod, PodStatusBuilder status) {
    RunningPod known = running.get(pod.getMetadata().getUid());
    boolean ready = known != null && known.isReady();
    boolean news =
        !status.build().getContainerStatuses().equals(pod.getStatus().getContainerStatuses())
            || ready != Pods.isReady(pod)
            || !status.getPhase().equals(Pods.phase(pod));
    if (news) {
      client
          .resource(pod)
          .editStatus(
              now ->
                  new PodBuilder(now)
                      .withStatus(
                          status
                              .withConditions(
                                  Pods.with(
                                      Pods.conditions(now.getStatus()),
                                      Pods.READY,
                                      ready,
                                      null,
                                      null))
                              .build())
                      .build());
    }
  }

  private void release(Pod pod) {
    if (Pods.isBeingDeleted(pod) && pod.getMetadata().getFinalizers().contains(HOLD)) {
      Finalizers.remove(client, pod, HOLD);
    }
  }

  @Override
  public void close() {
    running.values().forEach(pod -> pod.process().kill());
    running.values().forEach(pod -> pod.process().awaitEnd());
  }
}
