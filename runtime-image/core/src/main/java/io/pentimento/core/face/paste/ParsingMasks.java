// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.paste;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.image.resize.Filter;
import io.pentimento.core.image.resize.Resize;
import io.pentimento.core.onnx.OnnxException;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Masks of a face parsing network, an ONNX file of the user: input (1, 3, size, size), RGB in [0,
 * 1]; output (1, C, height, width). One channel is the weight of the face in [0, 1]; more channels
 * are scores of classes, of which 1 to 13 are the face (the order of CelebAMask-HQ without neck,
 * clothes and hair).
 */
public final class ParsingMasks implements FaceMasks {
  private static final int FIRST_CLASS = 1;
  private static final int LAST_CLASS = 13;
  private static final int DEFAULT_SIZE = 512;

  /** Standard deviation of the soft edge, as a share of the mask's side. */
  private static final double FEATHER = 0.02;

  private final OnnxSession session;
  private final int size;

  private ParsingMasks(OnnxSession session) {
    this.session = session;
    long height = session.inputs().get(0).shape()[2];
    this.size = height > 0 ? Math.toIntExact(height) : DEFAULT_SIZE;
  }

  /**
   * Loads a network.
   *
   * @throws IllegalArgumentException if the file does not exist, or its input is not one image
   * @throws CheckpointException if it is not a readable ONNX file
   */
  public static ParsingMasks open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("Face parsing network not found: %s.".formatted(file));
    }
    OnnxSession session = load(file);
    if (!takesOneImage(session)) {
      String ports = "inputs %s, outputs %s".formatted(session.inputs(), session.outputs());
      session.close();
      throw new IllegalArgumentException(
          "%s is not a face parsing network: it needs one input (1, 3, size, size), and has %s"
              .formatted(file, ports));
    }
    ParsingMasks masks = new ParsingMasks(session);
    try {
      masks.of(Tensor.zeros(1, 3, masks.size, masks.size));
      return masks;
    } catch (IllegalArgumentException e) {
      session.close();
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static OnnxSession load(Path file) {
    try {
      return OnnxSession.open(file, SessionOptions.defaults());
    } catch (OnnxException e) {
      throw new CheckpointException(
          "The face parsing network %s is not a readable ONNX file: %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static boolean takesOneImage(OnnxSession session) {
    if (session.inputs().size() != 1) {
      return false;
    }
    long[] shape = session.inputs().get(0).shape();
    return shape.length == 4 && shape[0] <= 1 && shape[1] == 3 && shape[2] == shape[3];
  }

  @Override
  public PasteMask of(Tensor crop) {
    Tensor output = session.run(Resize.fitted(crop, size));
    if (output.rank() != 4 || output.dim(1) < 1) {
      throw new IllegalArgumentException(
          "the face parsing network must return (1, C, height, width), not " + output);
    }
    Tensor mask = output.dim(1) == 1 ? output : faceProbability(output);
    return new GridMask(Filter.gaussian(mask, FEATHER * mask.dim(3)));
  }

  /** The sum of the softmax of the face's classes, (1, 1, height, width). */
  private static Tensor faceProbability(Tensor scores) {
    int classes = Math.toIntExact(scores.dim(1));
    int pixels = scores.size() / classes;
    float[] out = new float[pixels];
    double[] exponentials = new double[classes];
    for (int i = 0; i < pixels; i++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        exponentials[c] = scores.data()[c * pixels + i];
        most = Math.max(most, exponentials[c]);
      }
      for (int c = 0; c < classes; c++) {
        exponentials[c] = Math.exp(exponentials[c] - most);
      }
      double all = Arrays.stream(exponentials).sum();
      double face = 0;
      for (int c = FIRST_CLASS; c <= Math.min(LAST_CLASS, classes - 1); c++) {
        face += exponentials[c];
      }
      out[i] = (float) (face / all);
    }
    return Tensor.of(out, 1, 1, scores.dim(2), scores.dim(3));
  }

  @Override
  public void close() {
    session.close();
  }
}
