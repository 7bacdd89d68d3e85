// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.operator.OperatorConfig;
import io.pentimento.operator.canary.CanaryReconciler;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.observe.SecondaryResources;
import io.pentimento.operator.serving.ServingReconciler;
import io.pentimento.operator.workload.Labels;
import io.pentimento.operator.workload.ModelToServe;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.operator.workload.StageWorkload;
import io.pentimento.workflow.Action;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Carries out decisions. All actions are idempotent. */
final class Actuator {
  private final KubernetesClient client;
  private final OperatorConfig config;
  private final ServingReconciler servers;
  private final CanaryReconciler canary;

  Actuator(KubernetesClient client, OperatorConfig config, CanaryReconciler canary) {
    this.client = client;
    this.config = config;
    this.servers = new ServingReconciler(client, config);
    this.canary = canary;
  }

  /**
   * @param owned the objects that the decision is based on
   * @return when to reconcile again, if something has to wait
   */
  Optional<Instant> act(
      AdaptationJob job, List<Action> actions, SecondaryResources owned, Instant now) {
    Execution execution = new Execution(job, now);
    actions.forEach(action -> action.accept(execution));
    return execution.changedServers
        ? Optional.empty()
        : servers.followSpec(ServingOwner.of(job), owned, now);
  }

  /** Carries out the actions of one decision. */
  private final class Execution implements Action.Handler<RuntimeException> {
    private final AdaptationJob job;
    private final Instant now;
    private boolean changedServers;

    private Execution(AdaptationJob job, Instant now) {
      this.job = job;
      this.now = now;
    }

    @Override
    public void startStage(Action.StartStage start) {
      start(job, start);
    }

    @Override
    public void stopStage(Action.StopStage stop) {
      stop(job, stop);
    }

    @Override
    public void serve(Action.Serve serve) {
      if (serve.train() == null) {
        servers.goBack(ServingOwner.of(job), serve.digest(), Optional.empty(), now);
      } else {
        servers.serve(
            ServingOwner.of(job), new ModelToServe(serve.digest(), serve.train().hex()), now);
      }
      changedServers = true;
    }

    @Override
    public void stopServing() {
      servers.stop(ServingOwner.of(job));
      changedServers = true;
    }

    @Override
    public void steerCanary(Action.SteerCanary steer) {
      canary.steer(
          job,
          ServingOwner.of(job),
          steer.target(),
          Optional.ofNullable(steer.train())
              .map(train -> new ModelToServe(steer.target().model(), train.hex())),
          now);
    }
  }

  /** Creates the Job unless another one for the same key runs or is being deleted. */
  private void start(AdaptationJob job, Action.StartStage start) {
    StageWorkload workload = new StageWorkload(job, start.document(), start.attempt(), config);
    boolean isFree =
        isFirstAttempt(job, start)
            || jobs(job, start.document().stage(), start.document().key()).stream()
                .allMatch(known -> Jobs.isFinished(known) && !Jobs.isBeingDeleted(known));
    if (isFree) {
      createIfAbsent(workload.manifest());
    }
  }

  /** Whether no other Job can exist for the key, because names contain attempt and generation. */
  private static boolean isFirstAttempt(AdaptationJob job, Action.StartStage start) {
    return start.attempt() == 1 && job.getMetadata().getGeneration() == 1;
  }

  /** Deletes in the foreground, so that the Job exists as long as any of its pods runs. */
  private void stop(AdaptationJob job, Action.StopStage stop) {
    jobs(job, stop.stage(), stop.key()).stream()
        .filter(known -> !Jobs.isFinished(known) && !Jobs.isBeingDeleted(known))
        .forEach(known -> delete(known, DeletionPropagation.FOREGROUND));
  }

  /** Reads from the API server, because a cache may be stale. */
  private List<Job> jobs(AdaptationJob job, StageName stage, StageKey key) {
    return client
        .batch()
        .v1()
        .jobs()
        .inNamespace(job.getMetadata().getNamespace())
        .withLabel(Labels.JOB_UID, job.getMetadata().getUid())
        .withLabel(Labels.STAGE, stage.value())
        .list()
        .getItems()
        .stream()
        .filter(known -> key.equals(Jobs.key(known)))
        .toList();
  }

  private void delete(Job job, DeletionPropagation propagation) {
    client.resource(job).withPropagationPolicy(propagation).delete();
  }

  private void createIfAbsent(HasMetadata object) {
    try {
      client.resource(object).create();
    } catch (KubernetesClientException e) {
      if (!exists(e)) {
        throw e;
      }
    }
  }

  /** A concurrent change of a quota is a conflict too; then the object does not exist. */
  private static boolean exists(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_CONFLICT
        && (e.getStatus() == null || !"Conflict".equals(e.getStatus().getReason()));
  }
}
