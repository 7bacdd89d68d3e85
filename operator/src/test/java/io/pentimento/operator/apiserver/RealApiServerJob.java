// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.apiserver;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.operator.TestConfig;
import io.pentimento.operator.events.StageEvents;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.observe.SecondaryResources;
import io.pentimento.operator.reconcile.AdaptationJobReconciler;
import io.pentimento.operator.reconcile.ReconcileLoop;
import io.pentimento.operator.reconcile.SimulatedControllers;
import io.pentimento.operator.workload.Labels;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Drives one job on a real API server without controllers: it writes the status of Jobs and pods.
 *
 * @param operator the client with the operator's permissions
 * @param others the client of all other writers
 */
record RealApiServerJob(String name, KubernetesClient operator, KubernetesClient others) {
  private static final int ROUNDS = 12;

  /** Runs one reconciliation. */
  void look() {
    look(Clock.systemUTC());
  }

  void look(Clock clock) {
    new ReconcileLoop(
            operator, TestConfig.defaults(), clock, pods -> List.of(), new StageEvents(operator))
        .run(
            job(),
            new SecondaryResources(jobs(), deployment(), service()),
            bare -> write(operator, bare),
            0);
  }

  /** Runs the job until its model is served. */
  void play() {
    for (int i = 0; i < ROUNDS; i++) {
      look();
      control();
    }
  }

  /** Completes running Jobs, and makes the Deployment ready. */
  void control() {
    SimulatedControllers controllers = new SimulatedControllers(others);
    jobs().stream()
        .filter(job -> !Jobs.isFinished(job))
        .forEach(job -> controllers.succeed(job, Instant.now()));
    deployment().ifPresent(controllers::getReady);
  }

  AdaptationJob job() {
    return others
        .resources(AdaptationJob.class)
        .inNamespace(RealApiServer.NAMESPACE)
        .withName(name)
        .get();
  }

  List<Job> jobs() {
    return others
        .batch()
        .v1()
        .jobs()
        .inNamespace(RealApiServer.NAMESPACE)
        .withLabel(Labels.JOB_UID, job().getMetadata().getUid())
        .list()
        .getItems();
  }

  Optional<Deployment> deployment() {
    return others
        .apps()
        .deployments()
        .inNamespace(RealApiServer.NAMESPACE)
        .withLabel(Labels.JOB_UID, job().getMetadata().getUid())
        .list()
        .getItems()
        .stream()
        .findFirst();
  }

  private Optional<Service> service() {
    return others
        .services()
        .inNamespace(RealApiServer.NAMESPACE)
        .withLabel(Labels.JOB_UID, job().getMetadata().getUid())
        .list()
        .getItems()
        .stream()
        .findFirst();
  }

  /** Collects the secondary resources as the SDK does for the reconciler. */
  static AdaptationJob write(KubernetesClient client, AdaptationJob bare) {
    return client
        .resource(bare)
        .subresource("status")
        .patch(RealApiServer.apply(AdaptationJobReconciler.NAME));
  }
}
