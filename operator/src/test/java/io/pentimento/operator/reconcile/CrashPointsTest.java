package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pentimento.api.v1alpha1.AdaptationJobStatus;
import io.pentimento.api.v1alpha1.Phase;
import io.pentimento.operator.reconcile.MockApiServer.Death;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whichever write the operator dies at, the job ends the same and nothing runs twice. */
class CrashPointsTest {
  private static final int ROUNDS = 14;

  private record Ending(List<String> facts, Set<String> jobs, int writes) {}

  @ParameterizedTest
  @EnumSource
  void aDeathAtAnyWriteChangesNothing(Death death) throws IOException {
    Ending undisturbed = play(-1, death);
    assertThat(undisturbed.writes()).isGreaterThan(10);

    for (int write = 0; write < undisturbed.writes(); write++) {
      Ending ending = play(write, death);

      assertThat(ending.facts()).as("death at write %d", write).isEqualTo(undisturbed.facts());
      assertThat(ending.jobs()).as("death at write %d", write).isEqualTo(undisturbed.jobs());
    }
  }

  private static Ending play(int fatalWrite, Death death) throws IOException {
    try (PlayedCluster cluster = new PlayedCluster()) {
      cluster.apply();
      cluster.server.killAt(fatalWrite, death);
      for (int i = 0; i < ROUNDS; i++) {
        reconcile(cluster);
        cluster.controllersWork();
      }
      assertThat(cluster.status().phase()).isEqualTo(Phase.SUCCEEDED);
      Set<String> jobs =
          cluster.jobs().stream().map(CrashPointsTest::work).collect(Collectors.toSet());
      assertThat(cluster.jobs()).hasSize(jobs.size());
      return new Ending(facts(cluster.status()), jobs, cluster.server.writes.size());
    }
  }

  private static void reconcile(PlayedCluster cluster) {
    try {
      cluster.reconcile();
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).as("only a death may disturb: %s", e).isEqualTo(400);
    }
    if (cluster.server.revive()) {
      cluster.restartOperator();
    }
  }

  /** Names have the uid in them, which differs from cluster to cluster. */
  private static String work(Job job) {
    return job.getMetadata().getLabels().get("pentimento.io/stage")
        + job.getMetadata().getAnnotations().get("pentimento.io/key")
        + job.getMetadata().getAnnotations().get("pentimento.io/attempt");
  }

  private static List<String> facts(AdaptationJobStatus status) {
    return status.stages().stream()
        .map(s -> s.name() + " " + s.key() + " " + s.attempt() + " " + s.state() + s.items())
        .toList();
  }
}
