// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.diffusion.noise.NotFiniteException;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.MadeTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BestCandidateTest {
  private static final Criterion BRIGHTEST = Criterion.ofImages(image -> image.data()[0]);
  private static final Tensor DEGRADED = grey(0.5f);

  @Test
  void theHighestScoreIsSelected() {
    MadeTarget best =
        new BestCandidate(BRIGHTEST, 255).of(DEGRADED, List.of(grey(0.2f), grey(0.6f), grey(0.4f)));

    assertThat(best.image().data()[0]).isEqualTo(0.6f);
    assertThat(best.scores().score()).isCloseTo(0.6, within(1e-6));
  }

  @Test
  void aCandidateThatIsLessConsistentThanTheMarginAllowsIsNotSelected() {
    List<Tensor> candidates = List.of(grey(0.5f), grey(0.51f), grey(0.7f));

    assertThat(new BestCandidate(BRIGHTEST, 5).of(DEGRADED, candidates).image().data()[0])
        .isEqualTo(0.51f);
    assertThat(new BestCandidate(BRIGHTEST, 0).of(DEGRADED, candidates).image().data()[0])
        .isEqualTo(0.5f);
  }

  @Test
  void theMedoidIsTheCandidateInTheMiddle() {
    MadeTarget best =
        new BestCandidate(Criterion.medoid(), 255)
            .of(DEGRADED, List.of(grey(0.2f), grey(0.4f), grey(0.8f)));

    assertThat(best.image().data()[0]).isEqualTo(0.4f);
    assertThat(best.scores().score()).as("mean distance").isCloseTo(-0.3 * 255, within(1e-3));
  }

  @Test
  void theDisagreementIsTheMeanDistanceOfTheCandidates() {
    MadeTarget best =
        new BestCandidate(BRIGHTEST, 255).of(DEGRADED, List.of(grey(0.2f), grey(0.4f)));

    assertThat(best.scores().disagreement()).isCloseTo(0.2 * 255, within(1e-3));
  }

  @Test
  void asManyCandidatesAsDeclaredAreMadeOfEachImage() {
    List<Integer> made = new ArrayList<>();
    SeedCandidates candidates = candidates(3);
    Tensor two = Tensor.batch(List.of(DEGRADED, DEGRADED));

    List<MadeTarget> best =
        candidates.select(
            two,
            BestCandidateTest::notNeeded,
            number -> {
              made.add(number);
              return Tensor.batch(List.of(grey(number / 4f), grey(1 - number / 4f)));
            });

    assertThat(made).containsExactly(0, 1, 2);
    assertThat(best.get(0).image().data()[0]).isEqualTo(0.5f);
    assertThat(best.get(1).image().data()[0]).isEqualTo(1f);
  }

  @Test
  void aCandidateOfASingleImageThatIsNotFiniteIsNotUsed() {
    SeedCandidates candidates = candidates(2);

    MadeTarget best =
        candidates
            .select(DEGRADED, BestCandidateTest::notNeeded, number -> finiteFrom(1, number))
            .get(0);

    assertThat(best.image().data()[0]).isEqualTo(0.5f);
    assertThatThrownBy(
            () ->
                candidates.select(
                    DEGRADED, BestCandidateTest::notNeeded, number -> finiteFrom(2, number)))
        .isInstanceOf(NotFiniteException.class);
  }

  @Test
  void imagesOfABatchDoNotAffectEachOther() {
    SeedCandidates candidates = candidates(2);
    Tensor two = Tensor.batch(List.of(DEGRADED, DEGRADED));

    assertThatThrownBy(
            () ->
                candidates.select(
                    two, BestCandidateTest::notNeeded, number -> finiteFrom(1, number)))
        .as("the caller repeats the images one by one")
        .isInstanceOf(NotFiniteException.class);
  }

  private static SeedCandidates candidates(int count) {
    return new SeedCandidates(count, new BestCandidate(BRIGHTEST, 255), null);
  }

  private static Tensor notNeeded() {
    throw new AssertionError("the restorer is not run without source anchoring");
  }

  private static Tensor finiteFrom(int first, int number) {
    if (number < first) {
      throw NotFiniteException.at(10);
    }
    return DEGRADED;
  }

  private static Tensor grey(float value) {
    Tensor image = Tensor.zeros(1, 3, 16, 16);
    Arrays.fill(image.data(), value);
    return image;
  }
}
