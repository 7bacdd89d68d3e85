package io.pentimento.training.prior;

import ai.djl.ndarray.NDArray;
import io.pentimento.core.diffusion.NoiseSchedule;
import io.pentimento.training.djl.DjlOps;

/**
 * One term of the variational bound: how far the model's reverse step is from the true posterior,
 * and at step 0 the likelihood of the 8-bit pixels (docs/method.md, section 1.8).
 */
final class VariationalBound {
  private static final double HALF_BIN = 1.0 / 255;

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
    return term.mean().div((float) Math.log(2));
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
    return difference.add(difference.neg().exp()).add(distance).sub(1).mul(0.5f);
  }

  /**
   * Of the pixel's bin of width 2/255 under the normal distribution; the end bins reach to
   * infinity.
   */
  private NDArray negativeLogLikelihood(NDArray x0, NDArray mean, NDArray logVariance) {
    NDArray centred = x0.sub(mean);
    NDArray inverse = logVariance.mul(-0.5f).exp();
    NDArray upper = normalCdf(centred.add((float) HALF_BIN).mul(inverse));
    NDArray lower = normalCdf(centred.sub((float) HALF_BIN).mul(inverse));
    NDArray bottom = x0.lt(-0.999f).toType(DjlOps.dataType(), false);
    NDArray top = x0.gt(0.999f).toType(DjlOps.dataType(), false);
    NDArray high = upper.mul(ops.affine(top, -1, 1)).add(top);
    NDArray low = lower.mul(ops.affine(bottom, -1, 1));
    return high.sub(low).maximum(1e-12f).log().neg();
  }

  /** The usual approximation by tanh. */
  private static NDArray normalCdf(NDArray x) {
    NDArray inner = x.add(x.mul(x).mul(x).mul(0.044715f)).mul((float) Math.sqrt(2 / Math.PI));
    return inner.tanh().add(1).mul(0.5f);
  }
}
