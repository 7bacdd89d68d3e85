// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.MadeTarget;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceAnchorTest {
  private static final int SIZE = 64;

  @Test
  void aTargetOnWhichAllCandidatesAgreeIsUnchanged() {
    Tensor target = grey(0.75f);

    Tensor anchored =
        new SourceAnchor(1).apply(grey(0.5f), target, List.of(target, target, target));

    assertThat(anchored.data()).containsExactly(target.data());
  }

  /** Two candidates at 0.7 ± s have the variance 2s², and the change is 0.2 + s for the first. */
  @ParameterizedTest
  @CsvSource({"0.1, 1", "0.1, 4", "0.2, 1"})
  void theChangeIsReducedAsByAWienerFilter(float deviation, double strength) {
    Tensor target = grey(0.7f + deviation);

    Tensor anchored =
        new SourceAnchor(strength)
            .apply(grey(0.5f), target, List.of(target, grey(0.7f - deviation)));

    double change = 0.2 + deviation;
    double gain = change * change / (change * change + strength * 2 * deviation * deviation);
    assertThat((double) anchored.data()[0]).isCloseTo(0.5 + gain * change, within(1e-5));
  }

  @Test
  void aTargetEqualToTheRestorersOutputStaysAsItIs() {
    Tensor base = grey(0.5f);

    Tensor anchored = new SourceAnchor(1).apply(base, base, List.of(base, grey(0.9f)));

    assertThat(anchored.data()).containsExactly(base.data());
  }

  /** The left half of the candidates agrees, the right half does not. */
  @Test
  void onlyTheRegionInWhichCandidatesDisagreeIsMoved() {
    Tensor target = grey(0.6f);
    Tensor other = grey(0.6f);
    for (int i = 0; i < other.size(); i++) {
      other.data()[i] = i % SIZE < SIZE / 2 ? 0.6f : 0.3f;
    }

    Tensor anchored = new SourceAnchor(4).apply(grey(0.5f), target, List.of(target, other));

    assertThat(anchored.data()[0]).isEqualTo(0.6f);
    assertThat(anchored.data()[SIZE - 1]).isBetween(0.5f, 0.51f);
  }

  @Test
  void selectedTargetsAreAnchoredToTheRestorersOutputOfTheirImage() {
    Criterion brightest = Criterion.ofImages(image -> image.data()[0]);
    SeedCandidates candidates =
        new SeedCandidates(2, new BestCandidate(brightest, 255), new SourceAnchor(1));
    Tensor degraded = Tensor.batch(List.of(grey(0.5f), grey(0.5f)));
    Tensor restored = Tensor.batch(List.of(grey(0.2f), grey(0.8f)));

    List<MadeTarget> targets =
        candidates.select(
            degraded, () -> restored, n -> Tensor.batch(List.of(grey(0.5f), grey(0.4f + n / 5f))));

    assertThat(targets.get(0).image().data()).containsOnly(0.5f);
    assertThat(targets.get(1).image().data()[0]).isBetween(0.61f, 0.79f);
  }

  @Test
  void aStrengthThatIsNotPositiveIsRejected() {
    assertThatThrownBy(() -> new SourceAnchor(0)).hasMessageContaining("positive, not 0.0");
    assertThatThrownBy(() -> new SourceAnchor(Double.NaN)).hasMessageContaining("NaN");
  }

  private static Tensor grey(float value) {
    Tensor image = Tensor.zeros(1, 3, SIZE, SIZE);
    Arrays.fill(image.data(), value);
    return image;
  }
}
