// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.StageKey;
import io.pentimento.contract.StageProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PodProgressPollerTest {
  private static final String JOB = "uid";
  private static final int MOST = 64;
  private final List<String> asked = new ArrayList<>();
  private long done;
  private final PodProgressPoller words = new PodProgressPoller(this::answer);

  @Test
  void twoHundredShardsAreReadWithinFourPollsOfBoundedCost() {
    List<Pod> pods = pods(200);
    for (int look = 1; look <= 4; look++) {
      asked.clear();
      words.of(JOB, pods);
      assertThat(asked).hasSize(MOST).doesNotHaveDuplicates();
    }

    assertThat(words.of(JOB, pods)).hasSize(200);
  }

  @Test
  void everyPodIsReadInTurn() {
    List<Pod> pods = pods(200);
    for (int look = 0; look < 50; look++) {
      words.of(JOB, pods);
    }

    for (Pod pod : pods) {
      assertThat(asked)
          .filteredOn(name -> name.equals(pod.getMetadata().getName()))
          .hasSizeBetween(50 * MOST / 200, 50 * MOST / 200 + 1);
    }
  }

  @Test
  void fewPodsAreReadEachTime() {
    done = 1;
    words.of(JOB, pods(3));
    done = 2;

    assertThat(words.of(JOB, pods(3)).values()).hasSize(3).allMatch(word -> word.done() == 2);
  }

  @Test
  void theProgressOfAnEndedPodIsRemoved() {
    words.of(JOB, pods(3));

    assertThat(words.of(JOB, pods(2))).hasSize(2);
    assertThat(words.of(JOB, List.of())).isEmpty();
  }

  @Test
  void aPodThatStopsLoggingKeepsItsLastProgress() {
    Map<String, StageProgress> before = words.of(JOB, pods(1));
    done = -1;

    assertThat(words.of(JOB, pods(1))).isEqualTo(before);
  }

  private Optional<StageProgress> answer(Pod pod) {
    asked.add(pod.getMetadata().getName());
    return done < 0
        ? Optional.empty()
        : Optional.of(
            new StageProgress(
                StageName.GENERATE,
                new StageKey("0".repeat(64)),
                0,
                done,
                10,
                0,
                null,
                null,
                null,
                null));
  }

  private static List<Pod> pods(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            index ->
                new PodBuilder()
                    .withNewMetadata()
                    .withName("generate-" + index)
                    .endMetadata()
                    .build())
        .toList();
  }
}
