// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
  private static final byte[] DIGEST = {4, 5, 6};

  private final CounterRandom random = new CounterRandom(1, DIGEST, 0);

  @Test
  void aRestoredPositionContinuesTheStreamExactly() {
    for (int i = 0; i < 5; i++) {
      random.nextGaussian();
      random.nextInt(3);
    }
    CounterRandom resumed = new CounterRandom(1, DIGEST, 0);
    resumed.seek(random.position());
    for (int i = 0; i < 100; i++) {
      assertThat(resumed.nextGaussian()).isEqualTo(random.nextGaussian());
      assertThat(resumed.nextInt(1000)).isEqualTo(random.nextInt(1000));
      assertThat(resumed.nextDouble()).isEqualTo(random.nextDouble());
    }
  }

  @Test
  void everyPartOfTheKeyChangesTheStream() {
    long first = random.nextLong();
    assertThat(new CounterRandom(2, DIGEST, 0).nextLong()).isNotEqualTo(first);
    assertThat(new CounterRandom(1, new byte[0], 0).nextLong()).isNotEqualTo(first);
    assertThat(new CounterRandom(1, DIGEST, 1).nextLong()).isNotEqualTo(first);
    assertThat(new CounterRandom(1, DIGEST, 1L << 32).nextLong()).isNotEqualTo(first);
  }

  @Test
  void integersAreEvenlySpreadBelowTheBound() {
    int[] count = new int[7];
    for (int i = 0; i < 70_000; i++) {
      count[random.nextInt(7)]++;
    }
    assertThat(Arrays.stream(count).boxed())
        .allSatisfy(c -> assertThat(c).isBetween(9_600, 10_400));
  }

  @Test
  void theLargestBoundIsAllowed() {
    for (int i = 0; i < 1000; i++) {
      assertThat(random.nextInt(Integer.MAX_VALUE)).isNotNegative();
    }
    assertThat(random.nextInt(1)).isZero();
  }

  @Test
  void aBoundThatIsNotPositiveIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> random.nextInt(0))
        .withMessageContaining("not 0");
  }

  @Test
  void uniformAndNormalNumbersHaveTheirMoments() {
    int n = 200_000;
    double uniform = 0;
    double normal = 0;
    double square = 0;
    for (int i = 0; i < n; i++) {
      uniform += random.nextDouble(2, 4);
      double g = random.nextGaussian();
      normal += g;
      square += g * g;
    }
    assertThat(uniform / n).isCloseTo(3, within(0.01));
    assertThat(normal / n).isCloseTo(0, within(0.01));
    assertThat(square / n).isCloseTo(1, within(0.015));
  }
}
