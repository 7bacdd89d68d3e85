package io.pentimento.worker.stage;

import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.prior.OnnxCachingPrior;
import io.pentimento.core.prior.OnnxPrior;
import java.io.IOException;

/** The prior's network, loaded as the sampler needs it, and the loop around it. */
record PriorEngine(PseudoTargetLoop loop, AutoCloseable network) implements AutoCloseable {

  static PriorEngine open(PreparedModels models, Sampling sampling, SessionOptions options)
      throws IOException {
    if (sampling.reusesFeatures()) {
      OnnxCachingPrior prior = models.cachingPrior(options);
      return new PriorEngine(sampling.loop(prior), prior);
    }
    OnnxPrior prior = OnnxPrior.open(models.graph(PreparedModels.PRIOR), options);
    return new PriorEngine(sampling.loop(prior), prior);
  }

  @Override
  public void close() {
    try {
      network.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The prior's network could not be unloaded", e);
    }
  }
}
