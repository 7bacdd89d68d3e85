// SPDX-License-Identifier: Apache-2.0
package io.pentimento.integration.cluster;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.integration.cluster.api.ApiServer;
import io.pentimento.integration.cluster.control.ControlLoop;
import io.pentimento.integration.cluster.control.Pods;
import io.pentimento.integration.cluster.controllers.DeploymentController;
import io.pentimento.integration.cluster.controllers.GarbageCollector;
import io.pentimento.integration.cluster.controllers.JobController;
import io.pentimento.integration.cluster.controllers.Scheduler;
import io.pentimento.integration.cluster.kubelet.ContainerProcess;
import io.pentimento.integration.cluster.kubelet.Images;
import io.pentimento.integration.cluster.kubelet.Kubelet;
import io.pentimento.integration.cluster.kubelet.Ports;
import io.pentimento.integration.cluster.kubelet.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The simulated cluster: an API server, a control plane and two nodes, one of which has GPUs. */
public final class ProcessCluster implements AutoCloseable {
  /** Label of the node that has GPUs, which is tainted with {@link #GPU}. */
  public static final Map<String, String> GPU_NODE = Map.of("flavor", "a100");

  public static final String GPU = "nvidia.com/gpu";
  private static final Duration BACK_OFF = Duration.ofSeconds(1);

  private final Storage storage;
  private final ApiServer server;
  private final KubernetesClient client;
  private final Ports ports = new Ports();
  private final Kubelet kubelet;
  private final ControlLoop loop;
  private final Thread onExit = new Thread(this::killAll, "cluster-exit");
  private volatile Clock clock = Clock.systemUTC();
  private volatile boolean cordoned;

  /** Starts a cluster; the folder is for the content of claims and pods. */
  public static ProcessCluster in(Path folder) {
    ProcessCluster cluster = new ProcessCluster(new Storage(folder));
    Runtime.getRuntime().addShutdownHook(cluster.onExit);
    cluster.loop.start();
    return cluster;
  }

  private ProcessCluster(Storage storage) {
    this.storage = storage;
    this.server = new ApiServer(storage.logs());
    this.client = server.client();
    this.kubelet = new Kubelet(client, Images.packaged(), storage, ports);
    this.loop =
        new ControlLoop(
            List.of(
                new GarbageCollector(client),
                new JobController(client, BACK_OFF),
                new DeploymentController(client, new TravellingClock(() -> clock)),
                new Scheduler(client, nodes(), () -> cordoned),
                kubelet));
  }

  private static List<Scheduler.Node> nodes() {
    return List.of(
        new Scheduler.Node("plain", Map.of(), null),
        new Scheduler.Node(
            "gpu", GPU_NODE, new TaintBuilder().withKey(GPU).withEffect("NoSchedule").build()));
  }

  public String url() {
    return server.url();
  }

  /** A client with the rights of a cluster administrator. */
  public KubernetesClient client() {
    return client;
  }

  /** Requests with which the operator wrote, as METHOD and path, oldest first. */
  public List<String> writesOfTheOperator() {
    return server.writesOfTheOperator();
  }

  /** Creates a claim; returns the folder with its content. */
  public Path claim(String namespace, String name) throws IOException {
    client
        .resource(
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    return storage.claim(namespace, name);
  }

  /** Ends a pod's process with SIGKILL, as the kernel does. */
  public void kill(Pod pod) {
    kubelet.process(pod).orElseThrow().kill();
  }

  /** The process id of a pod's container; empty unless it was started. */
  public Optional<Long> pid(Pod pod) {
    return kubelet.process(pod).filter(ContainerProcess::isAlive).map(ContainerProcess::pid);
  }

  /** Evicts a pod by the API, as a drain does. */
  public void evict(Pod pod) {
    client
        .resource(pod)
        .editStatus(
            now ->
                new PodBuilder(now)
                    .editStatus()
                    .withConditions(
                        Pods.with(
                            Pods.conditions(now.getStatus()),
                            Pods.DISRUPTED,
                            true,
                            "EvictionByEvictionAPI",
                            "Eviction API: evicting"))
                    .endStatus()
                    .build());
    client.resource(pod).delete();
  }

  /** Cordons or uncordons all nodes. */
  public void cordon(boolean closed) {
    cordoned = closed;
  }

  /** Advances the clock of the controllers' deadlines. */
  public void passTime(Duration duration) {
    clock = Clock.offset(clock, duration);
  }

  /** The address behind a service: one of its ready pods. */
  public Optional<URI> endpoint(Service service) {
    return client
        .pods()
        .inNamespace(service.getMetadata().getNamespace())
        .withLabels(service.getSpec().getSelector())
        .list()
        .getItems()
        .stream()
        .filter(pod -> Pods.isReady(pod) && !Pods.isBeingDeleted(pod))
        .flatMap(pod -> ports.of(pod).stream())
        .map(port -> URI.create("http://127.0.0.1:" + port))
        .findFirst();
  }

  /** Fails if a part of the simulated cluster failed. */
  public void assertSound() {
    loop.assertSound();
  }

  private void killAll() {
    kubelet.close();
  }

  @Override
  public void close() {
    loop.close();
    killAll();
    Runtime.getRuntime().removeShutdownHook(onExit);
    client.close();
    server.close();
  }
}
