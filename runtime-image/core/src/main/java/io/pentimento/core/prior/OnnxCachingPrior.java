package io.pentimento.core.prior;

import io.pentimento.core.diffusion.CachingPredictor;
import io.pentimento.core.network.UNetFile;
import io.pentimento.core.onnx.NativeOutputs;
import io.pentimento.core.onnx.OnnxModel;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.Precision;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The whole network as one graph and its outermost level as another. Deep features go from the
 * first to the second within native memory. Safe for threads; closing it frees its native memory.
 */
public final class OnnxCachingPrior implements CachingPredictor, AutoCloseable {
  private final OnnxSession whole;
  private final OnnxSession shallow;

  private OnnxCachingPrior(OnnxSession whole, OnnxSession shallow) {
    this.whole = whole;
    this.shallow = shallow;
  }

  /**
   * Builds both graphs, by way of files in the folder for temporary files, which are gone when this
   * returns.
   *
   * @throws IllegalArgumentException if the network has a single level
   */
  public static OnnxCachingPrior of(UNetFile prior, Precision precision, SessionOptions options)
      throws IOException {
    int size = prior.config().imageSize();
    OnnxSession whole = open(prior.onnxWithDeepFeatures(size, size, precision), options);
    try {
      return new OnnxCachingPrior(whole, open(prior.onnxShallow(size, size, precision), options));
    } catch (IOException | RuntimeException e) {
      whole.close();
      throw e;
    }
  }

  /** By a file, because a graph in memory is another copy of the weights in the heap. */
  private static OnnxSession open(OnnxModel model, SessionOptions options) throws IOException {
    Path folder = Files.createTempDirectory("prior");
    try {
      OnnxModelFile.write(model, folder.resolve("graph.onnx"));
      return OnnxSession.open(folder.resolve("graph.onnx"), options);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Override
  public Tensor predict(Tensor x, long[] timesteps) {
    try (Cache cache = newCache()) {
      return cache.predict(x, timesteps);
    }
  }

  @Override
  public Cache newCache() {
    return new OnnxCache();
  }

  @Override
  public void close() {
    whole.close();
    shallow.close();
  }

  private final class OnnxCache implements Cache {
    private NativeOutputs last;

    @Override
    public Tensor predict(Tensor x, long[] timesteps) {
      close();
      last = whole.runNative(inputs(x, timesteps), null);
      return last.tensor("y");
    }

    @Override
    public Tensor predictShallow(Tensor x, long[] timesteps) {
      if (last == null) {
        throw new IllegalStateException("there are no deep features yet: run the whole network");
      }
      try (NativeOutputs outputs = shallow.runNative(inputs(x, timesteps), last)) {
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
