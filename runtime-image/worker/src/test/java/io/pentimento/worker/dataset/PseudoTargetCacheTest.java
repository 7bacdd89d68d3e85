// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.contract.StageKey;
import io.pentimento.core.artifact.Digest;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.reason.ResultReason;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.PreparedIndex.Rejected;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageDocuments;
import io.pentimento.worker.runtime.StageFailure;
import io.pentimento.worker.runtime.TargetScores;
import io.pentimento.worker.stage.QuietContext;
import io.pentimento.worker.stage.Workspaces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache of pseudo targets: what is there, what is missing, what is damaged. */
class PseudoTargetCacheTest {
  private static final Item A = item("a.png");
  private static final Item B = item("b.png");
  private static final Item C = item("c.png");
  private static final StageKey GENERATE = new StageKey("9".repeat(64));

  @TempDir Path folder;
  private StageContext context;
  private PseudoTargetCache cache;

  @BeforeEach
  void open() {
    context =
        QuietContext.of(
            StageDocuments.of(StageName.TRAIN, Map.of(StageName.GENERATE, GENERATE)), folder);
    cache = new PseudoTargetCache(context);
  }

  private static Item item(String name) {
    return new Item(
        name, Digest.of(name.getBytes(StandardCharsets.UTF_8)), "images/" + name, false);
  }

  private static MadeTarget made(TargetScores scores) {
    return new MadeTarget(Tensor.zeros(1, 3, 4, 4), scores);
  }

  private static void assertDamaged(ThrowingCallable reading, String name) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            StageFailure.class,
            failure -> {
              assertThat(failure.failureClass()).isEqualTo(FailureClass.DATA);
              assertThat(failure.reason()).isEqualTo(ResultReason.DAMAGED_ARTEFACT);
            })
        .hasMessageContaining(name + " is missing or was changed; delete the artefact");
  }

  @Test
  void anEmptyCacheMissesEverything() throws IOException {
    assertThat(cache.isKnown(A)).isFalse();
    assertThat(cache.missing(List.of(A, B))).containsExactly(A, B);
  }

  @Test
  void aKeptTargetIsNotMissing() throws IOException {
    cache.keep(A, made(null));

    assertThat(cache.image(A)).isRegularFile();
    assertThat(cache.missing(List.of(A, B))).containsExactly(B);
    assertThat(cache.made(List.of(A))).containsExactly(A);
  }

  @Test
  void aFailedImageIsNotTriedAgain() throws IOException {
    cache.giveUp(A, "the prior returned NaN");

    assertThat(cache.missing(List.of(A))).isEmpty();
    assertThat(cache.made(List.of(A))).isEmpty();
    assertThat(cache.givenUp(List.of(A, B)))
        .containsExactly(new Rejected("dataset.source", "a.png", "the prior returned NaN"));
  }

  @Test
  void aDamagedTargetIsMissingForGenerateAndAnErrorForTrain() throws IOException {
    cache.keep(A, made(null));
    Workspaces.flipBit(cache.image(A));

    assertThat(cache.missing(List.of(A))).containsExactly(A);
    assertDamaged(() -> cache.made(List.of(A)), "a.png");
  }

  @Test
  void aDeletedTargetIsMissingForGenerateAndAnErrorForTrain() throws IOException {
    cache.keep(A, made(null));
    Files.delete(cache.image(A));

    assertThat(cache.missing(List.of(A))).containsExactly(A);
    assertDamaged(() -> cache.made(List.of(A)), "a.png");
    assertDamaged(() -> cache.made(List.of(B)), "b.png");
  }

  @Test
  void equalImagesShareOneTarget() throws IOException {
    Item copy = new Item("copy.png", A.digest(), "images/copy.png", false);
    cache.keep(A, made(null));

    assertThat(cache.missing(List.of(copy))).isEmpty();
    assertThat(cache.image(copy)).isEqualTo(cache.image(A));
  }

  @Test
  void scoresOfASelectedTargetAreKept() throws IOException {
    cache.keep(A, made(new TargetScores(0.5, 3)));
    cache.keep(B, made(null));

    assertThat(cache.scores(A)).isEqualTo(new TargetScores(0.5, 3));
    assertDamaged(() -> cache.scores(B), "b.png");
  }

  @Test
  void quarantinedTargetsAreNotUsedForTraining() throws IOException {
    cache.keep(A, made(null));
    cache.keep(B, made(null));
    cache.giveUp(C, "NaN");
    Quarantine.write(
        context.input(StageName.GENERATE),
        List.of(
            new Rejected("dataset.source", "b.png", "too far from the input"),
            new Rejected("dataset.reference", "a.png", "an image of another source")));

    assertThat(cache.usable(List.of(A, B, C))).containsExactly(A);
  }

  @Test
  void trainingWithoutAnyTargetIsADataError() throws IOException {
    cache.giveUp(A, "NaN");

    assertThatThrownBy(() -> cache.usable(List.of(A)))
        .isInstanceOfSatisfying(
            StageFailure.class,
            failure -> {
              assertThat(failure.failureClass()).isEqualTo(FailureClass.DATA);
              assertThat(failure.reason()).isEqualTo(ResultReason.NO_PSEUDO_TARGETS);
            })
        .hasMessage("no training image of stage generate has a pseudo target");
  }

  @Test
  void weightsAreStoredByImage() throws IOException {
    assertThat(TargetWeights.read(folder)).as("all are equal").isEmpty();

    TargetWeights.write(folder, Map.of("b.png", 0.25, "a.png", 1.0));

    assertThat(TargetWeights.read(folder))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a.png", 1.0, "b.png", 0.25));
  }
}
