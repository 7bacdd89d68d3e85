// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.status.Phase;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.api.v1alpha1.status.StageStatus;
import io.pentimento.operator.Answers;
import io.pentimento.operator.TestConfig;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.reconcile.AdaptationJobReconciler;
import io.pentimento.operator.reconcile.SimulatedCluster;
import io.pentimento.operator.serving.Drift;
import io.pentimento.operator.serving.ServingReconciler;
import io.pentimento.operator.workload.ModelToServe;
import io.pentimento.operator.workload.ServingOwner;
import io.pentimento.operator.workload.ServingWorkload;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Writes of the operator that only a real API server can verify: versions, ownership, watches. */
@EnabledIfEnvironmentVariable(
    named = RealApiServer.BINARIES,
    matches = ".+",
    disabledReason = "needs the binaries of a Kubernetes API server; name their folder")
class ApiServerTest {
  private static final PatchContext APPLY = RealApiServer.apply(ServingReconciler.FIELD_MANAGER);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static RealApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void startTheServer() {
    server = new RealApiServer(List.of());
    client = server.client();
  }

  @AfterAll
  static void stopTheServer() {
    server.close();
  }

  @Test
  void theApiServerAcceptsEveryRequestFromApplyToServed() throws IOException {
    create("life");
    RealApiServerJob life = new RealApiServerJob("life", client, client);

    life.play();

    assertThat(life.job().getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
    assertThat(life.jobs()).hasSize(4).allMatch(Jobs::isComplete);
    assertThat(client.events().v1().events().inNamespace("vision").list().getItems())
        .filteredOn(event -> "life".equals(event.getRegarding().getName()))
        .extracting(event -> event.getReason())
        .contains("StageStarted", "Completed", "RolloutStarted", "RolledOut");
  }

  @Test
  void theOperatorOwnsTheStatusAndNothingElseOfAJob() throws IOException {
    AdaptationJob job = create("status");
    RealApiServerJob life = new RealApiServerJob("status", client, client);
    life.look();

    assertThat(life.job().getStatus().observedGeneration()).isEqualTo(1);
    assertThat(life.jobs()).hasSize(1).allMatch(each -> Jobs.stage(each) == StageName.PREPARE);
    assertThat(owned(life.job(), AdaptationJobReconciler.NAME))
        .singleElement()
        .satisfies(
            fields -> {
              assertThat(fields.getOperation()).isEqualTo("Apply");
              assertThat(fields.getSubresource()).isEqualTo("status");
              assertThat(fields.getFieldsV1().getAdditionalProperties())
                  .containsOnlyKeys("f:status");
            });
    assertThat(life.job().getSpec()).isEqualTo(job.getSpec());
  }

  @Test
  void conditionsAreOwnedOneByOne() throws IOException {
    create("conditions");
    RealApiServerJob life = new RealApiServerJob("conditions", client, client);
    life.look();

    Object status =
        owned(life.job(), AdaptationJobReconciler.NAME)
            .get(0)
            .getFieldsV1()
            .getAdditionalProperties()
            .get("f:status");
    assertThat(((Map<?, ?>) ((Map<?, ?>) status).get("f:conditions")).keySet())
        .anySatisfy(key -> assertThat(key.toString()).contains("\"type\":\"Ready\""));
  }

  @Test
  void fieldsOfOtherManagersAreKept() throws IOException {
    create("shared");
    AdaptationJob theirs = new AdaptationJob();
    theirs.setMetadata(
        new ObjectMetaBuilder()
            .withName("shared")
            .withNamespace("vision")
            .addToLabels("team", "vision")
            .build());
    theirs.setSpec(AdaptationJobYaml.read(SimulatedCluster.YAML).getSpec());
    client.resource(theirs).patch(RealApiServer.apply("team"));
    RealApiServerJob life = new RealApiServerJob("shared", client, client);

    life.play();

    assertThat(life.job().getMetadata().getLabels()).containsEntry("team", "vision");
    assertThat(owned(life.job(), "team")).isNotEmpty();
    assertThat(life.job().getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
  }

  @Test
  void anUnchangedStatusIsNotWrittenAgain() throws IOException {
    create("calm");
    RealApiServerJob life = new RealApiServerJob("calm", client, client);
    life.play();
    String version = life.job().getMetadata().getResourceVersion();
    String deployment = life.deployment().orElseThrow().getMetadata().getResourceVersion();

    life.look();
    life.look();

    assertThat(life.job().getMetadata().getResourceVersion()).isEqualTo(version);
    assertThat(life.deployment().orElseThrow().getMetadata().getResourceVersion())
        .isEqualTo(deployment);
  }

  @Test
  void theMessageOfAQuotaIsFoundInTheEventsOfTheNamespace() throws IOException {
    create("poor");
    create("rich");
    RealApiServerJob poor = new RealApiServerJob("poor", client, client);
    RealApiServerJob rich = new RealApiServerJob("rich", client, client);
    poor.look();
    rich.look();
    event("FailedCreate", poor.jobs().get(0), "exceeded quota: gpus");
    event("SuccessfulCreate", rich.jobs().get(0), "Created pod");

    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(15));
    poor.look(later);
    rich.look(later);

    assertThat(prepare(poor).reason()).isEqualTo("FailedCreate");
    assertThat(prepare(poor).message()).contains("exceeded quota: gpus");
    assertThat(prepare(rich).reason()).isEqualTo("PodPending");
  }

  private static StageStatus prepare(RealApiServerJob life) {
    return life.job().getStatus().stage(StageName.PREPARE).orElseThrow();
  }

  /** Writes the status as the Job controller does. */
  private static void event(String reason, Job of, String message) {
    client
        .resource(
            new EventBuilder()
                .withNewMetadata()
                .withName(of.getMetadata().getName())
                .withNamespace(RealApiServer.NAMESPACE)
                .endMetadata()
                .withReason(reason)
                .withMessage(message)
                .withNewInvolvedObject()
                .withKind("Job")
                .withNamespace(RealApiServer.NAMESPACE)
                .withName(of.getMetadata().getName())
                .withUid(of.getMetadata().getUid())
                .endInvolvedObject()
                .build())
        .create();
  }

  @Test
  void aStatusOfAnOldResourceVersionIsRejected() throws IOException {
    AdaptationJob old = create("stale");
    client
        .resource(old)
        .edit(
            job -> {
              job.getMetadata().setLabels(Map.of("team", "vision"));
              return job;
            });

    assertThatThrownBy(() -> RealApiServerJob.write(client, withStatus(old)))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    assertThat(client.resource(old).get().getStatus()).isNull();

    RealApiServerJob.write(client, withStatus(client.resource(old).get()));
    assertThat(client.resource(old).get().getStatus().phase()).isEqualTo(Phase.PREPARING);
    assertThat(client.resource(old).get().getMetadata().getLabels()).containsKey("team");
  }

  @Test
  void anUpdateOfAnOldVersionIsRejected() throws IOException {
    AdaptationJob old = create("old");
    client
        .resource(old)
        .edit(
            job -> {
              job.getMetadata().setLabels(Map.of("team", "vision"));
              return job;
            });

    assertThatThrownBy(() -> client.resource(old).update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
  }

  @Test
  void aJobThatChangedSinceItEndedIsNotDeletedByAnOldView() throws IOException {
    AdaptationJob old = create("ended");
    client
        .resource(old)
        .edit(
            job -> {
              job.getMetadata().setLabels(Map.of("team", "vision"));
              return job;
            });

    assertThatThrownBy(() -> client.resource(old).lockResourceVersion().delete())
        .isInstanceOf(KubernetesClientException.class);
    assertThat(client.resource(old).get()).isNotNull();
  }

  @Test
  void aStatusWriteIsNotAnEditOfTheSpec() throws IOException {
    AdaptationJob job = create("generation");
    RealApiServerJob life = new RealApiServerJob("generation", client, client);
    life.play();

    assertThat(life.job().getMetadata().getGeneration())
        .isEqualTo(job.getMetadata().getGeneration());
  }

  @Test
  void aNewWatchContinuesWhereTheLastOneEnded() throws IOException {
    AdaptationJob seen = create("watched");
    client
        .resource(seen)
        .edit(
            job -> {
              job.getMetadata().setLabels(Map.of("team", "vision"));
              return job;
            });
    List<String> events = new CopyOnWriteArrayList<>();
    try (Watch watch =
        client
            .resources(AdaptationJob.class)
            .inNamespace("vision")
            .withName("watched")
            .watch(
                new ListOptionsBuilder()
                    .withResourceVersion(seen.getMetadata().getResourceVersion())
                    .build(),
                recorder(events))) {
      await().atMost(PATIENCE).until(() -> events.contains("MODIFIED watched"));
    }

    assertThat(events).doesNotContain("ADDED watched");
  }

  @Test
  void applyingTheServersTwiceChangesThemOnce() throws IOException {
    AdaptationJob job = create("served");
    String key = "0".repeat(64);
    ServingWorkload servers =
        new ServingWorkload(
            ServingOwner.of(job),
            new ModelToServe(Answers.model(key), key),
            null,
            TestConfig.defaults());

    ObjectMeta deployment = client.resource(servers.deployment()).patch(APPLY).getMetadata();
    client.resource(servers.service()).patch(APPLY);
    ObjectMeta again = client.resource(servers.deployment()).patch(APPLY).getMetadata();

    assertThat(again.getGeneration()).isEqualTo(deployment.getGeneration());
    assertThat(Drift.isIn(client.resource(servers.deployment()).get(), servers.deployment()))
        .as("defaults of the server are no drift")
        .isFalse();
  }

  @Test
  void theJobsTemplateIsAsTheOperatorMadeItAndImmutable() throws IOException {
    create("template");
    RealApiServerJob life = new RealApiServerJob("template", client, client);
    life.look();
    Job job = life.jobs().get(0);

    assertThatThrownBy(
            () ->
                client
                    .resource(job)
                    .edit(
                        known -> {
                          known.getSpec().getTemplate().getSpec().setHostname("other");
                          return known;
                        }))
        .hasMessageContaining("field is immutable");
  }

  private static List<ManagedFieldsEntry> owned(AdaptationJob job, String manager) {
    return job.getMetadata().getManagedFields().stream()
        .filter(fields -> manager.equals(fields.getManager()))
        .toList();
  }

  private static AdaptationJob withStatus(AdaptationJob job) {
    AdaptationJob bare = new AdaptationJob();
    bare.setMetadata(
        new ObjectMetaBuilder()
            .withName(job.getMetadata().getName())
            .withNamespace(job.getMetadata().getNamespace())
            .withResourceVersion(job.getMetadata().getResourceVersion())
            .build());
    bare.setStatus(
        AdaptationJobStatus.empty().withObservedGeneration(1L).withPhase(Phase.PREPARING));
    return bare;
  }

  private static Watcher<AdaptationJob> recorder(List<String> events) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, AdaptationJob job) {
        events.add(action + " " + job.getMetadata().getName());
      }

      @Override
      public void onClose(WatcherException cause) {
        // The test ends the watch.
      }
    };
  }

  private static AdaptationJob create(String name) throws IOException {
    return client
        .resource(
            AdaptationJobYaml.read(SimulatedCluster.YAML.replace("name: night", "name: " + name)))
        .create();
  }
}
