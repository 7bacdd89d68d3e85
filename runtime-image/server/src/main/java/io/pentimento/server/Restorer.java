package io.pentimento.server;

import io.pentimento.core.image.Resize;
import io.pentimento.core.network.CodeFormerFile;
import io.pentimento.core.onnx.OnnxException;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.Port;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A loaded model: input {@code image} (N, 3, H, W), RGB in [0, 1], and for some a scalar {@code w},
 * to output {@code restored} of the same size or a multiple of it.
 */
final class Restorer implements AutoCloseable {
  private static final String FILE = "model.onnx";
  private static final int CHANNELS = 3;

  private final OnnxSession session;
  private final boolean resize;
  private final ModelDescription description;
  private final int height;
  private final int width;
  private final OptionalDouble weight;

  /**
   * Loads a model file, or {@code model.onnx} of a directory.
   *
   * @param weight w where a request names none; empty for the one recorded with the model
   * @throws OnnxException if it cannot be loaded
   * @throws IllegalArgumentException if it does not restore images of a fixed size
   */
  static Restorer load(Path path, SessionOptions options, boolean resize, OptionalDouble weight) {
    Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
    OnnxSession session = OnnxSession.open(file, options);
    try {
      return new Restorer(session, resize, weight);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private Restorer(OnnxSession session, boolean resize, OptionalDouble configured) {
    long[] input = imageShape(session);
    this.session = session;
    this.resize = resize;
    this.height = Math.toIntExact(input[2]);
    this.width = Math.toIntExact(input[3]);
    Map<String, String> metadata = new TreeMap<>(session.metadata());
    this.weight =
        FidelityWeight.isTakenBy(session)
            ? OptionalDouble.of(FidelityWeight.otherwise(configured, metadata))
            : OptionalDouble.empty();
    weight.ifPresent(w -> metadata.put(CodeFormerFile.FIDELITY_WEIGHT, Double.toString(w)));
    this.description = ModelDescription.of(metadata, new ModelDescription.Size(height, width));
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

  ModelDescription description() {
    return description;
  }

  /**
   * Restores an image (1, 3, H, W). One of another size is resized to the model's and back, both
   * cubic with antialiasing.
   *
   * @param wish for w; empty for the model's own
   * @throws UnprocessableImageException if it has another size and resizing is off, or the model
   *     takes no w
   */
  Tensor restore(Tensor image, OptionalDouble wish) {
    long h = image.dim(2);
    long w = image.dim(3);
    boolean fits = h == height && w == width;
    if (!fits && !resize) {
      throw new UnprocessableImageException(
          "The image is %d×%d pixels; the model takes %d×%d, and this server does not resize."
              .formatted(w, h, width, height));
    }
    Tensor restored = run(fits ? image : Resize.cubic(image, height, width), wish);
    checkFinite(restored);
    long scale = restored.dim(2) / height;
    return fits ? restored : Resize.cubic(restored, (int) (h * scale), (int) (w * scale));
  }

  private Tensor run(Tensor image, OptionalDouble wish) {
    if (weight.isEmpty()) {
      if (wish.isPresent()) {
        throw new UnprocessableImageException(
            "The model, a %s, takes no weight w; leave it out."
                .formatted(description.architecture()));
      }
      return session.run(image);
    }
    float w = (float) wish.orElse(weight.getAsDouble());
    return session.run(image, Tensor.of(new float[] {w}));
  }

  private static void checkFinite(Tensor restored) {
    for (float value : restored.data()) {
      if (!Float.isFinite(value)) {
        throw new IllegalStateException("the model gave values that are not finite");
      }
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
