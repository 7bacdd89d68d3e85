// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.diffusion.sampler.CachingPredictor.Cache;
import io.pentimento.core.graph.NetworkGraph;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.network.unet.UNet;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.core.onnx.GraphPrecision;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachingPriorTest {
  private static final int SIZE = 16;

  private final UNetFile prior =
      file(
          UNetConfig.small(SIZE, 32, List.of(1.0, 2.0, 2.0), List.of(2, 1, 1))
              .withAttention(Set.of(8), 32));
  private final Tensor x = DeterministicFill.input("x", -1, 1, 2, 3, SIZE, SIZE);
  private final Tensor other = DeterministicFill.input("other", -1, 1, 2, 3, SIZE, SIZE);

  private SessionPrior plain;

  @BeforeEach
  void open() {
    plain = new SessionPrior(session(prior.graph(SIZE, SIZE), GraphPrecision.FLOAT32));
  }

  @Test
  void theWholeNetworkEqualsThePlainOne() throws IOException {
    try (CachingPrior caching = caching(GraphPrecision.FLOAT32)) {
      assertThat(caching.predict(x, at(500)).data())
          .containsExactly(plain.predict(x, at(500)).data(), within(1e-5f));
    }
  }

  /** With the features of the same state and step the result is exact. */
  @Test
  void theOutermostLevelWithCurrentFeaturesEqualsTheWholeNetwork() throws IOException {
    try (CachingPrior caching = caching(GraphPrecision.FLOAT32);
        Cache cache = caching.newCache()) {
      float[] whole = cache.predict(x, at(500)).data();

      assertThat(cache.predictShallow(x, at(500)).data()).containsExactly(whole, within(1e-5f));
    }
  }

  @Test
  void featuresOfAnotherStateGiveAnotherResult() throws IOException {
    try (CachingPrior caching = caching(GraphPrecision.FLOAT32);
        Cache cache = caching.newCache()) {
      cache.predict(other, at(500));
      float[] reused = cache.predictShallow(x, at(480)).data();

      assertThat(reused).isNotEqualTo(plain.predict(x, at(480)).data());
      assertThat(reused).isNotEqualTo(plain.predict(other, at(500)).data());
    }
  }

  @Test
  void aNewWholeRunReplacesTheFeatures() throws IOException {
    try (CachingPrior caching = caching(GraphPrecision.FLOAT32);
        Cache cache = caching.newCache()) {
      cache.predict(other, at(500));
      cache.predict(x, at(480));

      assertThat(cache.predictShallow(x, at(480)).data())
          .containsExactly(plain.predict(x, at(480)).data(), within(1e-5f));
    }
  }

  @Test
  void cachesAreIndependent() throws IOException {
    try (CachingPrior caching = caching(GraphPrecision.FLOAT32);
        Cache first = caching.newCache();
        Cache second = caching.newCache()) {
      first.predict(x, at(500));
      second.predict(other, at(500));

      assertThat(first.predictShallow(x, at(500)).data())
          .containsExactly(plain.predict(x, at(500)).data(), within(1e-5f));
    }
  }

  @Test
  void float16IsCloseToFloat32() throws IOException {
    try (CachingPrior caching = caching(prior.float16());
        Cache cache = caching.newCache()) {
      cache.predict(x, at(500));

      assertThat(cache.predictShallow(x, at(500)).data())
          .containsExactly(plain.predict(x, at(500)).data(), within(0.05f));
    }
  }

  @Test
  void reuseBeforeTheFirstWholeRunIsRejected() throws IOException {
    try (CachingPrior caching = caching(GraphPrecision.FLOAT32);
        Cache cache = caching.newCache()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> cache.predictShallow(x, at(500)))
          .withMessageContaining("run the whole network");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void resamplingResidualBlocksAreSupported(boolean resample) throws IOException {
    UNetConfig c = UNetConfig.small(SIZE, 32, List.of(1.0, 2.0), List.of(1, 1));
    UNetFile file =
        file(
            new UNetConfig(
                SIZE,
                3,
                32,
                6,
                c.channelMult(),
                c.numResBlocks(),
                Set.of(16),
                1,
                32,
                true,
                true,
                resample,
                false));
    try (CachingPrior caching = caching(file, GraphPrecision.FLOAT32);
        Cache cache = caching.newCache()) {
      float[] whole = cache.predict(x, at(10)).data();

      assertThat(cache.predictShallow(x, at(10)).data()).containsExactly(whole, within(1e-5f));
    }
  }

  @Test
  void aNetworkOfOneLevelIsRejected() {
    UNet single = new UNet(UNetConfig.small(SIZE, 32, List.of(1.0), List.of(1)));

    assertThatIllegalArgumentException()
        .isThrownBy(single::deepChannels)
        .withMessageContaining("single level");
  }

  private CachingPrior caching(GraphPrecision precision) {
    return caching(prior, precision);
  }

  private static CachingPrior caching(UNetFile file, GraphPrecision precision) {
    int size = file.config().imageSize();
    return new CachingPrior(
        session(file.withDeepFeatures(size, size), precision),
        session(file.outermostLevel(size, size), precision));
  }

  private static OnnxSession session(NetworkGraph network, GraphPrecision precision) {
    return OnnxSession.of(OnnxOps.record(network, precision), SessionOptions.defaults());
  }

  private static long[] at(long timestep) {
    return new long[] {timestep, timestep};
  }

  private static UNetFile file(UNetConfig config) {
    Map<String, Tensor> weights = new TreeMap<>();
    new UNetFile(config, null)
        .expectedShapes()
        .forEach((name, shape) -> weights.put(name, DeterministicFill.parameter(name, shape)));
    return new UNetFile(config, StateDict.of(weights));
  }
}
