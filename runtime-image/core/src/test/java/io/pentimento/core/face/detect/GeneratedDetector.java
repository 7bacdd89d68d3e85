// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import io.pentimento.core.onnx.DataType;
import io.pentimento.core.onnx.OnnxModelFile;
import io.pentimento.core.onnx.OnnxOps;
import io.pentimento.core.onnx.OnnxValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes a network with the ports of a BlazeFace. It detects one upright face with a box of 72
 * pixels in the middle of every picture that is not dark.
 */
public final class GeneratedDetector {
  private static final int CENTRE = (8 * 16 + 8) * 2;
  private static final int VALUES = 16;

  /** The size of faces in the second detection. */
  private static final float BOX = 72;

  private GeneratedDetector() {}

  /**
   * @param size of its input, in pixels
   */
  public static Path write(Path file, int size) throws IOException {
    OnnxOps ops = new OnnxOps(name -> null);
    OnnxValue input = ops.input("input", DataType.FLOAT, 1, size, size, 3);
    // −1 for black and 1 for white: the logit is 8 for a grey picture, −12 for a black one.
    OnnxValue brightness = ops.affine(ops.mean(input, true, 1, 2, 3), 20, 8);
    OnnxValue logit = ops.reshape(brightness, 1, 1, 1);
    ops.output("scores16", ops.add(ops.mul(logit, one(ops)), elsewhere(ops)));
    ops.output("scores8", constant(ops, 384, 1, -50));
    ops.output("boxes16", ops.constant(boxes(size), 1, 512, VALUES));
    ops.output("boxes8", constant(ops, 384, VALUES, 0));
    OnnxModelFile.write(ops.model(Map.of()), file);
    return file;
  }

  private static OnnxValue one(OnnxOps ops) {
    float[] mask = new float[512];
    mask[CENTRE] = 1;
    return ops.constant(mask, 1, 512, 1);
  }

  private static OnnxValue elsewhere(OnnxOps ops) {
    float[] scores = new float[512];
    Arrays.fill(scores, -50);
    scores[CENTRE] = 0;
    return ops.constant(scores, 1, 512, 1);
  }

  private static OnnxValue constant(OnnxOps ops, int anchors, int values, float value) {
    float[] all = new float[anchors * values];
    Arrays.fill(all, value);
    return ops.constant(all, 1, anchors, values);
  }

  /** Offsets from the centre of cell (8, 8), half a cell right and below of the middle. */
  private static float[] boxes(int size) {
    float[] all = new float[512 * VALUES];
    float cell = size / 16f;
    float toMiddle = -cell / 2;
    float eye = BOX / 4.5f;
    float[] face = {
      toMiddle,
      toMiddle,
      BOX,
      BOX,
      toMiddle - eye,
      toMiddle - eye,
      toMiddle + eye,
      toMiddle - eye,
      toMiddle,
      toMiddle,
      toMiddle,
      toMiddle + eye,
      0,
      0,
      0,
      0
    };
    System.arraycopy(face, 0, all, CENTRE * VALUES, VALUES);
    return all;
  }
}
