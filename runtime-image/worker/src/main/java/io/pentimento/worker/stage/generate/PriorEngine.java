// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import io.pentimento.contract.FailureClass;
import io.pentimento.core.diffusion.PseudoTargetLoop;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.prior.CachingPrior;
import io.pentimento.core.prior.SessionPrior;
import io.pentimento.reason.FailureReason;
import io.pentimento.training.inference.Inference;
import io.pentimento.training.inference.NumberFormat;
import io.pentimento.worker.restorer.PreparedModels;
import io.pentimento.worker.runtime.StageFailure;
import java.io.IOException;
import java.util.function.Function;

/**
 * The prior's network, loaded for the sampler.
 *
 * @param loops the sampling loop of settings that differ at most in the starting timestep
 */
record PriorEngine(Function<Sampling, PseudoTargetLoop> loops, Runnable unload)
    implements AutoCloseable {

  static PriorEngine open(
      PreparedModels models, Sampling sampling, NumberFormat format, Inference inference)
      throws IOException {
    if (sampling.reusesFeatures()) {
      CachingPrior prior = caching(models, format, inference);
      return new PriorEngine(each -> each.loop(prior), prior::close);
    }
    SessionPrior prior = new SessionPrior(whole(models, format, inference));
    return new PriorEngine(each -> each.loop(prior), prior::close);
  }

  /** In float32, ONNX Runtime uses the graph that prepare wrote. */
  private static GraphSession whole(PreparedModels models, NumberFormat format, Inference inference)
      throws IOException {
    if (inference.isOnnxRuntime() && format == NumberFormat.FLOAT32) {
      return OnnxSession.open(models.graph(PreparedModels.PRIOR), inference.onnx());
    }
    UNetFile prior = prior(models);
    int size = prior.config().imageSize();
    return inference.open(prior.graph(size, size), format);
  }

  private static CachingPrior caching(
      PreparedModels models, NumberFormat format, Inference inference) throws IOException {
    UNetFile prior = prior(models);
    if (prior.config().levels() < 2) {
      throw new StageFailure(
          FailureClass.USER_ERROR,
          FailureReason.NO_DEEP_FEATURES,
          "spec.pseudoTargets.sampler.caching: the prior's U-Net has a single level and therefore"
              + " no deep features to reuse; remove the field");
    }
    int size = prior.config().imageSize();
    GraphSession whole = inference.open(prior.withDeepFeatures(size, size), format);
    try {
      return new CachingPrior(whole, inference.open(prior.outermostLevel(size, size), format));
    } catch (IOException | RuntimeException e) {
      whole.close();
      throw e;
    }
  }

  private static UNetFile prior(PreparedModels models) throws IOException {
    return (UNetFile) models.network(PreparedModels.PRIOR);
  }

  @Override
  public void close() {
    unload.run();
  }
}
