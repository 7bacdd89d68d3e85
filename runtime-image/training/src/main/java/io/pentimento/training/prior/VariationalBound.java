// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.prior;

import ai.djl.ndarray.NDArray;
import io.pentimento.core.diffusion.schedule.NoiseSchedule;
import io.pentimento.training.djl.DjlOps;

/**
 * One term of the variational bound: the divergence of the model's reverse step from the true
 * posterior, and at step 0 the likelihood of the 8-bit pixels (docs/method.md, section 1.8).
 */
final class VariationalBound {
  private static final double HALF_BIN = 1.0 / 255;
  private static final double LEAST_PROBABILITY = 1e-12;

  private final NoiseSchedule schedule;
  private final DjlOps ops;
  private final HybridLoss.Tables at;

  VariationalBound(NoiseSchedule schedule, DjlOps ops, HybridLoss.Tables at) {
    this.schedule = schedule;
    this.ops = ops;
    this.at = at;
  }

  NDArray bitsPerDimension(NDArray x0, NDArray noisy, NDArray predictedNoise, NDArray v) {
    NDArray estimate =
        noisy
            .mul(at.of(schedule::startFromState))
            .sub(predictedNoise.mul(at.of(schedule::startFromNoise)));
    NDArray mean = posteriorMean(estimate, noisy);
    NDArray logVariance = interpolated(v);
    NDArray divergence = divergence(posteriorMean(x0, noisy), mean, logVariance);
    NDArray last = at.of(t -> t == 0 ? 1 : 0);
    NDArray likelihood = negativeLogLikelihood(x0, mean, logVariance);
    NDArray term = divergence.mul(ops.affine(last, -1, 1)).add(likelihood.mul(last));
    return ops.affine(ops.mean(term), 1 / Math.log(2), 0);
  }

  private NDArray posteriorMean(NDArray x0, NDArray noisy) {
    return x0.mul(at.of(schedule::meanFromStart)).add(noisy.mul(at.of(schedule::meanFromState)));
  }

  private NDArray interpolated(NDArray v) {
    NDArray fraction = ops.affine(v, 0.5, 0.5);
    NDArray max = at.of(schedule::logBeta);
    NDArray min = at.of(schedule::posteriorLogVariance);
    return fraction.mul(max).add(ops.affine(fraction, -1, 1).mul(min));
  }

  private NDArray divergence(NDArray trueMean, NDArray mean, NDArray logVariance) {
    NDArray trueLogVariance = at.of(schedule::posteriorLogVariance);
    NDArray difference = logVariance.sub(trueLogVariance);
    NDArray distance = ops.square(trueMean.sub(mean)).mul(logVariance.neg().exp());
    return ops.affine(difference.add(difference.neg().exp()).add(distance), 0.5, -0.5);
  }

  /**
   * The likelihood of the pixel's bin of width 2/255 under the normal distribution; the end bins
   * extend to infinity.
   */
  private NDArray negativeLogLikelihood(NDArray x0, NDArray mean, NDArray logVariance) {
    NDArray centred = x0.sub(mean);
    NDArray inverse = ops.affine(logVariance, -0.5, 0).exp();
    NDArray upper = normalCdf(ops.affine(centred, 1, HALF_BIN).mul(inverse));
    NDArray lower = normalCdf(ops.affine(centred, 1, -HALF_BIN).mul(inverse));
    NDArray bottom = x0.lt(-0.999f).toType(DjlOps.dataType(), false);
    NDArray top = x0.gt(0.999f).toType(DjlOps.dataType(), false);
    NDArray high = upper.mul(ops.affine(top, -1, 1)).add(top);
    NDArray low = lower.mul(ops.affine(bottom, -1, 1));
    return ops.clip(high.sub(low), LEAST_PROBABILITY, 1).log().neg();
  }

  /** The usual approximation with tanh. */
  private NDArray normalCdf(NDArray x) {
    NDArray inner =
        ops.affine(x.add(ops.affine(x.mul(x).mul(x), 0.044715, 0)), Math.sqrt(2 / Math.PI), 0);
    return ops.affine(inner.tanh(), 0.5, 0.5);
  }
}
