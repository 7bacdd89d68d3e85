package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.pentimento.api.v1alpha1.AdaptationJob;
import io.pentimento.api.v1alpha1.AdaptationJobYaml;
import io.pentimento.api.v1alpha1.StageName;
import io.pentimento.operator.Answers;
import io.pentimento.operator.TestConfig;
import io.pentimento.operator.observe.Jobs;
import io.pentimento.operator.workload.ServedModel;
import io.pentimento.operator.workload.ServingWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What only a real API server tells: validation, defaults, ownership of fields. */
@EnabledIfEnvironmentVariable(
    named = "KUBE_API_TEST_DIR",
    matches = ".+",
    disabledReason = "needs the binaries of a Kubernetes API server; name their folder")
class ApiServerTest {
  private static final Path DEFINITION = Path.of("../crds/adaptationjobs.pentimento.io-v1.yml");
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(AdaptationJobReconciler.NAME)
          .withForce(true)
          .build();
  private static KubeAPIServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void startTheServer() throws IOException {
    server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .withStartupTimeout(90_000)
                .build());
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
            .build();
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName("vision").endMetadata().build())
        .create();
    CustomResourceDefinition definition =
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .load(Files.newInputStream(DEFINITION))
            .item();
    client.resource(definition).patch(APPLY);
    client
        .resource(definition)
        .waitUntilCondition(
            known ->
                known != null
                    && known.getStatus() != null
                    && known.getStatus().getConditions().stream()
                        .anyMatch(c -> "Established".equals(c.getType())),
            30,
            java.util.concurrent.TimeUnit.SECONDS);
  }

  @AfterAll
  static void stopTheServer() {
    client.close();
    server.stop();
  }

  @Test
  void aWrongManifestIsAnsweredWithASentence() throws IOException {
    AdaptationJob wrong =
        AdaptationJobYaml.read(
            PlayedCluster.YAML.replace(
                "shards: 2", "shards: 2, startTimestep: 100, constraintEndTimestep: 200"));

    assertThatThrownBy(() -> client.resource(wrong).create())
        .hasMessageContaining("constraintEndTimestep (L) must not exceed startTimestep (K)");
  }

  @Test
  void theServerTakesTheStatusAndTheJobs() throws IOException {
    AdaptationJob job = create("status");

    reconcile(job, List.of());

    AdaptationJob seen = client.resource(job).get();
    assertThat(seen.getStatus().observedGeneration()).isEqualTo(1);
    assertThat(jobs(seen)).hasSize(1).allMatch(each -> Jobs.stage(each) == StageName.PREPARE);
    assertThat(seen.getMetadata().getManagedFields())
        .anySatisfy(
            fields -> {
              assertThat(fields.getManager()).isEqualTo(AdaptationJobReconciler.NAME);
              assertThat(fields.getSubresource()).isEqualTo("status");
            });
  }

  @Test
  void whatIsSeenAgainIsNotWrittenAgain() throws IOException {
    AdaptationJob job = create("calm");
    reconcile(job, List.of());
    AdaptationJob first = client.resource(job).get();
    reconcile(first, jobs(first));
    AdaptationJob second = client.resource(job).get();

    reconcile(second, jobs(second));

    assertThat(client.resource(job).get().getMetadata().getResourceVersion())
        .isEqualTo(second.getMetadata().getResourceVersion());
  }

  @Test
  void theServerTakesTheServers() throws IOException {
    AdaptationJob job = create("served");
    String key = "0".repeat(64);
    ServingWorkload servers =
        new ServingWorkload(
            job, new ServedModel(Answers.model(key), key), null, TestConfig.defaults());

    ObjectMeta deployment = client.resource(servers.deployment()).patch(APPLY).getMetadata();
    client.resource(servers.service()).patch(APPLY);
    ObjectMeta again = client.resource(servers.deployment()).patch(APPLY).getMetadata();

    assertThat(again.getGeneration()).isEqualTo(deployment.getGeneration());
  }

  private static AdaptationJob create(String name) throws IOException {
    return client
        .resource(AdaptationJobYaml.read(PlayedCluster.YAML.replace("night", name)))
        .create();
  }

  private static List<Job> jobs(AdaptationJob job) {
    return client
        .batch()
        .v1()
        .jobs()
        .inNamespace("vision")
        .withLabel("pentimento.io/job-uid", job.getMetadata().getUid())
        .list()
        .getItems();
  }

  private static void reconcile(AdaptationJob job, List<Job> jobs) {
    new Cycle(client, TestConfig.defaults(), Clock.systemUTC(), new StageEvents(client))
        .run(
            job,
            jobs,
            Optional.empty(),
            bare -> client.resource(bare).subresource("status").patch(APPLY));
  }
}
