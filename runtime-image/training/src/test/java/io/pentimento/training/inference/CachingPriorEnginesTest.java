// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.device.Device;
import io.pentimento.core.diffusion.sampler.CachingPredictor.Cache;
import io.pentimento.core.network.file.UNetFile;
import io.pentimento.core.network.unet.UNetConfig;
import io.pentimento.core.prior.CachingPrior;
import io.pentimento.core.prior.SessionPrior;
import io.pentimento.core.reference.DeterministicFill;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The outermost level with stored deep features, on every engine. */
class CachingPriorEnginesTest {
  private static final int SIZE = 16;
  private static final UNetFile PRIOR =
      file(
          UNetConfig.small(SIZE, 32, List.of(1.0, 2.0, 2.0), List.of(2, 1, 1))
              .withAttention(Set.of(8), 32));

  private final Tensor x = DeterministicFill.input("x", -1, 1, 2, 3, SIZE, SIZE);
  private final Tensor other = DeterministicFill.input("other", -1, 1, 2, 3, SIZE, SIZE);

  @ParameterizedTest
  @EnumSource(InferenceEngine.class)
  void theWholeNetworkEqualsThePlainOne(InferenceEngine engine) throws IOException {
    try (CachingPrior caching = caching(engine)) {
      assertThat(caching.predict(x, at(500)).data()).containsExactly(plain(x, 500), within(1e-5f));
    }
  }

  /** With the features of the same state and step the result is exact. */
  @ParameterizedTest
  @EnumSource(InferenceEngine.class)
  void theOutermostLevelWithCurrentFeaturesEqualsTheWholeNetwork(InferenceEngine engine)
      throws IOException {
    try (CachingPrior caching = caching(engine);
        Cache cache = caching.newCache()) {
      cache.predict(x, at(500));

      assertThat(cache.predictShallow(x, at(500)).data())
          .containsExactly(plain(x, 500), within(1e-5f));
    }
  }

  @ParameterizedTest
  @EnumSource(InferenceEngine.class)
  void featuresOfAnotherStateGiveAnotherResult(InferenceEngine engine) throws IOException {
    try (CachingPrior caching = caching(engine);
        Cache cache = caching.newCache()) {
      cache.predict(other, at(500));
      float[] reused = cache.predictShallow(x, at(480)).data();

      assertThat(reused).isNotEqualTo(plain(x, 480)).isNotEqualTo(plain(other, 500));
    }
  }

  @ParameterizedTest
  @EnumSource(InferenceEngine.class)
  void aNewWholeRunReplacesTheFeatures(InferenceEngine engine) throws IOException {
    try (CachingPrior caching = caching(engine);
        Cache cache = caching.newCache()) {
      cache.predict(other, at(500));
      cache.predict(x, at(480));

      assertThat(cache.predictShallow(x, at(480)).data())
          .containsExactly(plain(x, 480), within(1e-5f));
    }
  }

  @ParameterizedTest
  @EnumSource(InferenceEngine.class)
  void cachesAreIndependent(InferenceEngine engine) throws IOException {
    try (CachingPrior caching = caching(engine);
        Cache first = caching.newCache();
        Cache second = caching.newCache()) {
      first.predict(x, at(500));
      second.predict(other, at(500));

      assertThat(first.predictShallow(x, at(500)).data())
          .containsExactly(plain(x, 500), within(1e-5f));
    }
  }

  @ParameterizedTest
  @EnumSource(InferenceEngine.class)
  void reuseBeforeTheFirstWholeRunIsRejected(InferenceEngine engine) throws IOException {
    try (CachingPrior caching = caching(engine);
        Cache cache = caching.newCache()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> cache.predictShallow(x, at(500)))
          .withMessageContaining("run the whole network");
    }
  }

  @ParameterizedTest
  @EnumSource(InferenceEngine.class)
  void statesOfAnotherSizeAreRejected(InferenceEngine engine) throws IOException {
    try (CachingPrior caching = caching(engine)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> caching.predict(Tensor.zeros(1, 3, 8, 8), new long[] {1}));
    }
  }

  private static CachingPrior caching(InferenceEngine engine) throws IOException {
    Inference inference = new Inference(engine, Device.CPU, 0);
    return new CachingPrior(
        inference.open(PRIOR.withDeepFeatures(SIZE, SIZE), NumberFormat.FLOAT32),
        inference.open(PRIOR.outermostLevel(SIZE, SIZE), NumberFormat.FLOAT32));
  }

  private static float[] plain(Tensor x, long timestep) throws IOException {
    try (SessionPrior prior =
        new SessionPrior(Inference.onCpu().open(PRIOR.graph(SIZE, SIZE), NumberFormat.FLOAT32))) {
      return prior.predict(x, at(timestep)).data();
    }
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
