// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.scale;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.operator.apiserver.OperatorProcess;
import io.pentimento.operator.apiserver.RealApiServer;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.reconcile.SimulatedCluster;
import io.pentimento.operator.reconcile.SimulatedControllers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Runs many jobs at once, from apply to served. A queue holds them until all exist, so that
 * creating them does not overload the server.
 */
final class ScaleRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration STRAGGLERS = Duration.ofSeconds(20);
  private static final Duration IDLE = Duration.ofSeconds(60);
  private final int size;
  private final ScaledServer server;
  private final KubernetesClient client;
  private final SimulatedControllers controllers;
  private final ExecutorService hands = Executors.newFixedThreadPool(8);
  private final Map<String, Instant> applied = new ConcurrentHashMap<>();
  private final Map<String, Instant> told = new ConcurrentHashMap<>();
  private final Set<String> served = ConcurrentHashMap.newKeySet();
  private final Set<String> queued = ConcurrentHashMap.newKeySet();
  private final Set<String> worked = ConcurrentHashMap.newKeySet();

  ScaleRun(int size, ScaledServer server) {
    this.size = size;
    this.server = server;
    this.client = server.client();
    this.controllers = new SimulatedControllers(client);
  }

  ScaleResult measure() {
    client
        .resources(AdaptationJob.class)
        .inNamespace(RealApiServer.NAMESPACE)
        .inform(on(this::look));
    try (OperatorProcess operator = new OperatorProcess(server.kubeconfig())) {
      operator.awaitReady();
      Duration creating = createAll();
      await("first statuses", () -> told.size() == size);
      long first = operator.peakMemory();
      Instant begin = Instant.now();
      boolean lives = size <= server.mostLives();
      control(lives ? this::work : this::hold);
      await("jobs that are served or queued", () -> (lives ? served : queued).size() == size);
      Duration living = Duration.between(begin, Instant.now());
      pause(STRAGGLERS);
      long writes = server.writes();
      long requests = server.requests();
      pause(IDLE);
      return new ScaleResult(
          server.name(),
          size,
          creating,
          latencies(),
          lives ? Optional.of(living) : Optional.empty(),
          first,
          operator.peakMemory(),
          (double) writes / size,
          (double) requests / size,
          server.requests() - requests);
    }
  }

  private Duration createAll() {
    Instant begin = Instant.now();
    List<AdaptationJob> jobs = IntStream.range(0, size).mapToObj(ScaleRun::job).toList();
    jobs.stream().map(job -> hands.submit(() -> create(job))).toList().forEach(ScaleRun::join);
    return Duration.between(begin, Instant.now());
  }

  private void create(AdaptationJob job) {
    applied.put(job.getMetadata().getName(), Instant.now());
    client.resource(job).create();
  }

  private static AdaptationJob job(int number) {
    try {
      return AdaptationJobYaml.read(
          SimulatedCluster.YAML.replace("name: night", "name: night-" + number));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void look(AdaptationJob job) {
    if (job.getStatus() != null && job.getStatus().observedGeneration() != null) {
      told.putIfAbsent(job.getMetadata().getName(), Instant.now());
      if (job.getStatus().phase() == Phase.SUCCEEDED) {
        served.add(job.getMetadata().getName());
      }
      if (job.getStatus().stages().stream().anyMatch(stage -> "Queued".equals(stage.reason()))) {
        queued.add(job.getMetadata().getName());
      }
    }
  }

  private void control(Consumer<Job> fate) {
    client
        .resources(Job.class)
        .inNamespace(RealApiServer.NAMESPACE)
        .inform(on(job -> hands.submit(() -> fate.accept(job))));
    client
        .resources(Deployment.class)
        .inNamespace(RealApiServer.NAMESPACE)
        .inform(on(deployment -> hands.submit(() -> getReady(deployment))));
  }

  private void work(Job job) {
    if (!Jobs.isFinished(job) && worked.add(job.getMetadata().getUid())) {
      controllers.succeed(job, Instant.now());
    }
  }

  /** Suspends the Jobs, as a queue without remaining quota does. */
  private void hold(Job job) {
    if (worked.add(job.getMetadata().getUid())) {
      controllers.end(job, "Suspended", Instant.now());
    }
  }

  private void getReady(Deployment deployment) {
    if (worked.add(deployment.getMetadata().getUid() + deployment.getMetadata().getGeneration())) {
      controllers.getReady(deployment);
    }
  }

  private List<Duration> latencies() {
    return applied.entrySet().stream()
        .map(e -> Duration.between(e.getValue(), told.get(e.getKey())))
        .sorted()
        .toList();
  }

  private static <T> ResourceEventHandler<T> on(Consumer<T> change) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        change.accept(object);
      }

      @Override
      public void onUpdate(T before, T after) {
        change.accept(after);
      }

      @Override
      public void onDelete(T object, boolean unknown) {
        // Nothing is deleted in this run.
      }
    };
  }

  private static void await(String what, java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(condition);
  }

  private static void join(java.util.concurrent.Future<?> task) {
    try {
      task.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    hands.shutdownNow();
  }
}
