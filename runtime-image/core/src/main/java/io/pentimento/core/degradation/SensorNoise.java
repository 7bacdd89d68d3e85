// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.degradation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.pentimento.core.random.CounterRandom;

/**
 * Sensor noise for a linear signal s in [0, 1]: Gaussian with variance shot · s + read, with
 * separate parameters for each colour (docs/method.md, "Degradations").
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SensorNoise.Fixed.class, name = "fixed"),
  @JsonSubTypes.Type(value = SensorNoise.Sampled.class, name = "sampled")
})
public sealed interface SensorNoise {
  /** A phone's sensor at ISO 1500, the published "moderate" level. */
  Fixed MODERATE =
      new Fixed(
          new Variance(0.006612, 1.47e-4),
          new Variance(0.005566, 1.034e-4),
          new Variance(0.006649, 1.34e-4));

  /** The same sensor at ISO 3000, the published "severe" level. */
  Fixed SEVERE =
      new Fixed(
          new Variance(0.013606, 4.43e-4),
          new Variance(0.011538, 4.14e-4),
          new Variance(0.013335, 4.37e-4));

  /** A realistic distribution of levels, from Brooks et al. 2019, "Unprocessing". */
  Sampled ANY = new Sampled(Range.of(1e-4, 0.012), 2.18, 1.20, 0.26);

  /**
   * The noise of the same sensor at another sensitivity, extrapolated from {@link #MODERATE}: the
   * shot variance is proportional to the gain, and the read variance to its square.
   *
   * @param iso from 50 to 12800
   * @throws IllegalArgumentException if it is outside this range
   */
  static Fixed atIso(int iso) {
    if (iso < 50 || iso > 12_800) {
      throw new IllegalArgumentException("iso must be from 50 to 12800, not " + iso);
    }
    double gain = iso / 1500.0;
    return new Fixed(
        MODERATE.red().amplified(gain),
        MODERATE.green().amplified(gain),
        MODERATE.blue().amplified(gain));
  }

  /** The noise of one image. */
  Fixed draw(CounterRandom random);

  /**
   * Variance of the noise of one pixel.
   *
   * @param shot variance per unit of signal
   * @param read variance in the dark
   */
  record Variance(double shot, double read) {
    public Variance {
      if (!(shot >= 0) || !(read >= 0)) {
        throw new IllegalArgumentException(
            "noise variances must not be negative: shot %s, read %s".formatted(shot, read));
      }
    }

    Variance amplified(double gain) {
      return new Variance(shot * gain, read * gain * gain);
    }

    double at(double signal) {
      return shot * signal + read;
    }
  }

  /** The same level for every image. */
  record Fixed(Variance red, Variance green, Variance blue) implements SensorNoise {
    @Override
    public Fixed draw(CounterRandom random) {
      return this;
    }

    Variance of(int channel) {
      return channel == 0 ? red : channel == 1 ? green : blue;
    }
  }

  /**
   * A random level per image: shot log-uniform, log read normal around a line in log shot.
   *
   * @param shot range of the shot variance, positive
   * @param slope of log read over log shot
   * @param offset of log read
   * @param spread standard deviation of log read
   */
  record Sampled(Range shot, double slope, double offset, double spread) implements SensorNoise {
    public Sampled {
      shot.requireWithin(Double.MIN_NORMAL, 1, "shot");
    }

    @Override
    public Fixed draw(CounterRandom random) {
      double logShot = random.nextDouble(Math.log(shot.from()), Math.log(shot.to()));
      double logRead = slope * logShot + offset + spread * random.nextGaussian();
      Variance all = new Variance(Math.exp(logShot), Math.exp(logRead));
      return new Fixed(all, all, all);
    }
  }
}
