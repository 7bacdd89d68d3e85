// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import io.pentimento.core.diffusion.sampler.CachingPredictor;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.prior.CachingPrior;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.NumberFormat;
import java.io.IOException;

/** A step that reuses deep features: the outermost level of the prior's network on one image. */
record OutermostLevel(CachingPrior prior, CachingPredictor.Cache cache, Tensor image)
    implements Workload {
  private static final long[] EARLIER = {520};
  private static final long[] NOW = {500};

  static OutermostLevel of(Size size) throws IOException {
    UNetFile network = (UNetFile) Networks.prior(size);
    int side = size.pixels();
    Inference inference = Inference.onCpu();
    CachingPrior prior =
        new CachingPrior(
            inference.open(network.withDeepFeatures(side, side), NumberFormat.FLOAT32),
            inference.open(network.outermostLevel(side, side), NumberFormat.FLOAT32));
    Tensor image = Images.random(size, 1);
    CachingPredictor.Cache cache = prior.newCache();
    cache.predict(image, EARLIER);
    return new OutermostLevel(prior, cache, image);
  }

  @Override
  public void run() {
    cache.predictShallow(image, NOW);
  }

  @Override
  public void close() {
    cache.close();
    prior.close();
  }
}
