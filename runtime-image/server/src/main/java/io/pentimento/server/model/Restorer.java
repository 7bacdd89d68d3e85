// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import io.pentimento.core.artifact.Digest;
import io.pentimento.core.graph.GraphSession;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.core.onnx.OnnxException;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.Port;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.GraphRestorer;
import io.pentimento.core.restorer.RestorerSession;
import io.pentimento.core.restorer.TorchScriptMetadata;
import io.pentimento.core.restorer.WeightedGraphRestorer;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.batching.ModelRuns;
import io.pentimento.server.failure.UnprocessableImageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A loaded model: maps images (N, 3, H, W), RGB in [0, 1], and for some models a weight w, to
 * images of the same size or a multiple.
 */
public final class Restorer implements AutoCloseable {
  private static final int CHANNELS = 3;
  private static final long ANY = -1;

  private final RestorerSession session;
  private final boolean resize;
  private final ModelDescription description;
  private final int height;
  private final int width;
  private final ImageMemory memory;
  private final boolean acceptsBatches;
  private final ModelRuns runs;
  private final RestorationListener listener;

  /**
   * Loads a model.
   *
   * @param file as selected by {@link ModelFile}
   * @param weight default for w; empty for the one recorded with the model
   * @param engines for models other than ONNX
   * @throws OnnxException if it cannot be loaded
   * @throws IllegalArgumentException if it does not restore images of a fixed size
   */
  public static Restorer load(
      Path file, SessionOptions options, boolean resize, OptionalDouble weight, Engines engines) {
    return file.toString().endsWith(TorchScriptMetadata.MODULE)
        ? ofModule(file, engines.open(file, options), resize)
        : ofGraph(OnnxSession.open(file, options), resize, weight);
  }

  private static Restorer ofGraph(OnnxSession session, boolean resize, OptionalDouble configured) {
    try {
      long[] input = imageShape(session);
      Map<String, String> metadata = new TreeMap<>(session.metadata());
      RestorerSession restorer = new GraphRestorer(session);
      if (FidelityWeight.isTakenBy(session)) {
        double weight = FidelityWeight.otherwise(configured, metadata);
        metadata.put(CodeFormerFile.FIDELITY_WEIGHT, Double.toString(weight));
        restorer = new WeightedGraphRestorer(session, scalar(weight));
      }
      ModelDescription.Size size = new ModelDescription.Size(input[2], input[3]);
      return new Restorer(
          restorer,
          ModelDescription.of(metadata, size),
          resize,
          OutputScale.of(session),
          input[0] == ANY);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static Restorer ofModule(Path file, RestorerSession session, boolean resize) {
    try {
      TorchScriptMetadata card = TorchScriptMetadata.beside(file).orElseThrow();
      if (card.size() == null) {
        throw new IllegalArgumentException(
            "The .json file beside '%s' does not contain the size of images.".formatted(file));
      }
      Map<String, String> metadata =
          Map.of(
              ModelDescription.ARCHITECTURE,
              card.architecture(),
              ModelDescription.DIGEST,
              Digest.of(file),
              "pentimento.valueRange",
              card.valueRange());
      return new Restorer(
          session,
          ModelDescription.of(metadata, new ModelDescription.Size(card.size(), card.size())),
          resize,
          OptionalLong.empty(),
          false);
    } catch (IOException e) {
      session.close();
      throw new UncheckedIOException("The model '%s' cannot be read.".formatted(file), e);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static Tensor scalar(double value) {
    return Tensor.of(new float[] {(float) value});
  }

  /**
   * @param scale ratio of output size to input size; if the file does not contain it, the model is
   *     run once
   */
  private Restorer(
      RestorerSession session,
      ModelDescription description,
      boolean resize,
      OptionalLong scale,
      boolean acceptsBatches) {
    this.acceptsBatches = acceptsBatches;
    this.runs = ModelRuns.DIRECT;
    this.listener = RestorationListener.NONE;
    this.session = session;
    this.description = description;
    this.resize = resize;
    this.height = Math.toIntExact(description.size().height());
    this.width = Math.toIntExact(description.size().width());
    this.memory =
        new ImageMemory(
            height, width, scale.orElseGet(() -> OutputScale.measured(session, height, width)));
  }

  private Restorer(Restorer other, ModelRuns runs, RestorationListener listener) {
    this.acceptsBatches = other.acceptsBatches;
    this.runs = runs;
    this.listener = listener;
    this.session = other.session;
    this.description = other.description;
    this.resize = other.resize;
    this.height = other.height;
    this.width = other.width;
    this.memory = other.memory;
  }

  /** The same model with another kind of batching; closing either closes both. */
  public Restorer through(ModelRuns other) {
    return new Restorer(this, other, listener);
  }

  /** The same model with a listener for its images; closing either closes both. */
  public Restorer observedBy(RestorationListener other) {
    return new Restorer(this, runs, other);
  }

  /** Whether the model takes any number of images in one run. */
  public boolean acceptsBatches() {
    return acceptsBatches;
  }

  private static long[] imageShape(OnnxSession session) {
    Port input = session.inputs().get(0);
    long[] shape = input.shape();
    boolean image = shape.length == 4 && shape[1] == CHANNELS && shape[2] > 0 && shape[3] > 0;
    boolean alone = session.inputs().size() == 1 || FidelityWeight.isTakenBy(session);
    if (!alone || session.outputs().size() != 1 || !image) {
      throw new IllegalArgumentException(
          "The model is not a restorer: it must have one input (N, 3, H, W) of fixed height and"
              + " width, at most a scalar w beside it, and one output.");
    }
    return shape;
  }

  /** The memory that an image needs while it is restored. */
  public ImageMemory memory() {
    return memory;
  }

  /** Whether the model is an ONNX graph, not a TorchScript module. */
  public boolean isGraph() {
    return session instanceof GraphRestorer || session instanceof WeightedGraphRestorer;
  }

  /** Whether images of sizes other than the model's are accepted. */
  public boolean resizes() {
    return resize;
  }

  public ModelDescription description() {
    return description;
  }

  /**
   * Restores an image (1, 3, H, W). One of another size is resized to the model's and back, both
   * cubic with antialiasing.
   *
   * @param wish value for w; empty for the default
   * @throws UnprocessableImageException if it has another size and resizing is disabled, or the
   *     model does not take w
   */
  public Tensor restore(Tensor image, OptionalDouble wish) {
    long h = image.dim(2);
    long w = image.dim(3);
    boolean fits = h == height && w == width;
    if (!fits && !resize) {
      throw new UnprocessableImageException(
          "The image is %d×%d pixels; the model needs %d×%d, and this server does not resize."
              .formatted(w, h, width, height));
    }
    long start = System.nanoTime();
    Tensor restored = run(fits ? image : Resize.cubic(image, height, width), wish);
    checkFinite(restored);
    int scale = Math.toIntExact(memory.scale());
    Tensor result = fits ? restored : Resize.cubic(restored, (int) (h * scale), (int) (w * scale));
    listener.restored(image, wish, result, Duration.ofNanos(System.nanoTime() - start));
    return result;
  }

  /**
   * Restores aligned crops of the model's size, as one batch where the model takes batches.
   *
   * @param crops (N, 3, H, W)
   * @param wish value for w; empty for the default
   * @return of the same shape, or with sides that are a multiple
   */
  public Tensor restoreCrops(Tensor crops, OptionalDouble wish) {
    if (crops.dim(0) == 1 || takesBatches()) {
      long start = System.nanoTime();
      Tensor restored = run(crops, wish);
      checkFinite(restored);
      notifyListener(crops, wish, restored, Duration.ofNanos(System.nanoTime() - start));
      return restored;
    }
    List<Tensor> restored = new ArrayList<>();
    for (int i = 0; i < crops.dim(0); i++) {
      restored.add(restoreCrops(crops.item(i), wish));
    }
    return Tensor.batch(restored);
  }

  private void notifyListener(
      Tensor crops, OptionalDouble wish, Tensor restored, Duration duration) {
    int count = Math.toIntExact(crops.dim(0));
    for (int i = 0; i < count; i++) {
      listener.restored(crops.item(i), wish, restored.item(i), duration.dividedBy(count));
    }
  }

  private boolean takesBatches() {
    GraphSession graph = null;
    if (session instanceof GraphRestorer plain) {
      graph = plain.session();
    } else if (session instanceof WeightedGraphRestorer weighted) {
      graph = weighted.session();
    }
    return graph instanceof OnnxSession onnx && onnx.inputs().get(0).shape()[0] == ANY;
  }

  private Tensor run(Tensor image, OptionalDouble wish) {
    return runs.run(image, wish, weighted(wish)::restore);
  }

  private RestorerSession weighted(OptionalDouble wish) {
    if (wish.isEmpty()) {
      return session;
    }
    if (session instanceof WeightedGraphRestorer graph) {
      return graph.withWeight(scalar(wish.getAsDouble()));
    }
    throw new UnprocessableImageException(
        "The model, a %s, does not take a weight w; omit it."
            .formatted(description.architecture()));
  }

  private static void checkFinite(Tensor restored) {
    for (float value : restored.data()) {
      if (!Float.isFinite(value)) {
        throw new IllegalStateException("the model returned values that are not finite");
      }
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
