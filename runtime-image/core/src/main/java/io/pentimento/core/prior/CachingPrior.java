// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.prior;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.diffusion.sampler.CachingPredictor;
import io.pentimento.core.graph.GraphOutputs;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole network as one graph and its outermost level as another. Deep features are passed
 * between them within the engine's memory. Thread-safe; closing it frees that memory.
 *
 * @param whole as {@code UNetFile#withDeepFeatures} declares it
 * @param shallow as {@code UNetFile#outermostLevel} declares it, on the same engine
 */
public record CachingPrior(GraphSession whole, GraphSession shallow)
    implements CachingPredictor, AutoCloseable {

  public CachingPrior {
    requireNonNull(whole);
    requireNonNull(shallow);
  }

  @Override
  public Tensor predict(Tensor x, long[] timesteps) {
    try (Cache cache = newCache()) {
      return cache.predict(x, timesteps);
    }
  }

  @Override
  public Cache newCache() {
    return new SessionCache();
  }

  @Override
  public void close() {
    whole.close();
    shallow.close();
  }

  private final class SessionCache implements Cache {
    private @Nullable GraphOutputs last;

    @Override
    public Tensor predict(Tensor x, long[] timesteps) {
      close();
      GraphOutputs outputs = whole.runResident(inputs(x, timesteps), null);
      last = outputs;
      return outputs.tensor("y");
    }

    @Override
    public Tensor predictShallow(Tensor x, long[] timesteps) {
      if (last == null) {
        throw new IllegalStateException("there are no deep features: run the whole network first");
      }
      try (GraphOutputs outputs = shallow.runResident(inputs(x, timesteps), last)) {
        return outputs.tensor("y");
      }
    }

    private static Map<String, Tensor> inputs(Tensor x, long[] timesteps) {
      return Map.of("x", x, "t", Timesteps.tensor(timesteps));
    }

    @Override
    public void close() {
      if (last != null) {
        last.close();
        last = null;
      }
    }
  }
}
