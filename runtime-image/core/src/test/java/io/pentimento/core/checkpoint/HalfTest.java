// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IEEE 754 binary16. */
class HalfTest {

  @ParameterizedTest
  @CsvSource({
    "0000, 0",
    "8000, -0.0",
    "3c00, 1",
    "3c01, 1.0009765625",
    "c000, -2",
    "3555, 0.333251953125",
    "7bff, 65504",
    "0400, 6.103515625E-5",
    "03ff, 6.0975551605224609375E-5",
    "0001, 5.9604644775390625E-8",
    "7c00, Infinity",
    "fc00, -Infinity"
  })
  void theBitsOfAHalfHaveTheValueOfTheStandard(String hex, float value) {
    short bits = (short) Integer.parseInt(hex, 16);

    assertThat(Half.toFloat(bits)).isEqualTo(value);
    assertThat(Half.fromFloat(value)).isEqualTo(bits);
  }

  @ParameterizedTest
  @CsvSource({"7c01", "7e00", "ffff"})
  void anInfiniteExponentWithAFractionIsNoNumber(String hex) {
    assertThat(Half.toFloat((short) Integer.parseInt(hex, 16))).isNaN();
  }

  @Test
  void noNumberKeepsItsSign() {
    assertThat(Half.fromFloat(Float.NaN)).isEqualTo((short) 0x7E00);
    assertThat(Half.fromFloat(Float.intBitsToFloat(0xFFC00001))).isEqualTo((short) 0xFE00);
  }

  /** Values between two neighbouring halves, and the one that they become. */
  @ParameterizedTest
  @CsvSource({
    "0x1.002p0, 0x1p0",
    "0x1.0020000000001p0, 0x1.0p0",
    "0x1.00202p0, 0x1.004p0",
    "0x1.006p0, 0x1.008p0",
    "0x1.ffep0, 0x1p1",
    "0x1.ffdfcp0, 0x1.ffcp0",
    "0x1p-25, 0",
    "0x1.000002p-25, 0x1p-24",
    "0x1.8p-24, 0x1p-23",
    "0x1.ffbp-15, 0x1.ff8p-15",
    "0x1.ffcp-15, 0x1p-14",
    "0x1.ffep-15, 0x1p-14",
    "65519.996, 65504",
    "65520, Infinity",
    "3.4028235E38, Infinity"
  })
  void otherValuesAreRoundedToTheNearestHalfAndTiesToTheEvenOne(String value, String nearest) {
    float expected = Float.parseFloat(nearest);

    assertThat(Half.toFloat(Half.fromFloat(Float.parseFloat(value)))).isEqualTo(expected);
    assertThat(Half.toFloat(Half.fromFloat(-Float.parseFloat(value)))).isEqualTo(-expected);
  }

  @Test
  void noOtherHalfIsNearer() {
    Random random = new Random(3);
    for (int n = 0; n < 20_000; n++) {
      float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(40) - 24));
      if (Math.abs(value) > 65504) {
        continue;
      }
      short half = Half.fromFloat(value);
      double error = Math.abs((double) Half.toFloat(half) - value);
      for (int neighbour = -1; neighbour <= 1; neighbour += 2) {
        float other = Half.toFloat((short) (half + neighbour));
        if (Float.isFinite(other)) {
          assertThat(error).as("%s", value).isLessThanOrEqualTo(Math.abs((double) other - value));
        }
      }
    }
  }
}
