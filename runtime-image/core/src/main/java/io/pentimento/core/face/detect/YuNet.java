// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Face;
import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Landmarks;
import io.pentimento.core.face.Point;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.Port;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * YuNet: grids of 8, 16 and 32 pixels, without anchors. A cell has two probabilities, the centre
 * and the logarithm of the size of the box, and five points, all in cells.
 */
final class YuNet implements FaceNetwork {
  private static final int[] STRIDES = {8, 16, 32};
  private static final String[] PARTS = {"cls", "obj", "bbox", "kps"};
  private static final int DEFAULT_SIZE = 640;
  private static final int SMALLEST_FACE = 16;

  /** Index of the nose among the five points. */
  private static final int NOSE = 2;

  private final OnnxSession session;
  private final Port input;
  private final int size;

  YuNet(OnnxSession session) {
    this.session = session;
    this.input = session.inputs().get(0);
    long height = input.shape()[2];
    this.size = height > 0 ? Math.toIntExact(height) : DEFAULT_SIZE;
  }

  /** Whether a graph has the input and the outputs of a YuNet. */
  static boolean matches(OnnxSession session) {
    if (session.inputs().size() != 1) {
      return false;
    }
    long[] in = session.inputs().get(0).shape();
    boolean square = in.length == 4 && in[1] == 3 && in[2] == in[3];
    return square
        && (in[2] == -1 || (in[2] > 0 && in[2] % 32 == 0))
        && outputs(session).containsAll(expectedOutputs());
  }

  private static Set<String> outputs(OnnxSession session) {
    return session.outputs().stream().map(Port::name).collect(Collectors.toSet());
  }

  private static List<String> expectedOutputs() {
    List<String> names = new ArrayList<>();
    for (int stride : STRIDES) {
      for (String part : PARTS) {
        names.add(part + "_" + stride);
      }
    }
    return names;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int smallestFace() {
    return SMALLEST_FACE;
  }

  @Override
  public List<Face> candidates(Tensor square, double minScore) {
    Map<String, Tensor> outputs = session.run(Map.of(input.name(), bgr(square)));
    List<Face> found = new ArrayList<>();
    for (int stride : STRIDES) {
      float[] classes = requireNonNull(outputs.get("cls_" + stride)).data();
      float[] objects = requireNonNull(outputs.get("obj_" + stride)).data();
      float[] boxes = requireNonNull(outputs.get("bbox_" + stride)).data();
      float[] points = requireNonNull(outputs.get("kps_" + stride)).data();
      for (int cell = 0; cell < classes.length; cell++) {
        double score = Math.sqrt(probability(classes[cell]) * probability(objects[cell]));
        if (score >= minScore) {
          found.add(face(cell, stride, boxes, points, score));
        }
      }
    }
    return found;
  }

  private static double probability(float value) {
    return Math.max(0, Math.min(1, value));
  }

  private Face face(int cell, int stride, float[] boxes, float[] points, double score) {
    int columns = size / stride;
    int x = cell % columns;
    int y = cell / columns;
    Point centre = new Point(x + boxes[4 * cell], y + boxes[4 * cell + 1]).times(stride);
    double width = Math.exp(boxes[4 * cell + 2]) * stride;
    double height = Math.exp(boxes[4 * cell + 3]) * stride;
    List<Point> landmarks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int at = 10 * cell + 2 * i;
      landmarks.add(new Point(x + points[at], y + points[at + 1]).times(stride));
    }
    return new Face(
        Box.around(centre, width, height),
        new Landmarks(LandmarkScheme.FIVE_POINTS, landmarks),
        landmarks.get(NOSE),
        score);
  }

  /** Blue, green, red planes from 0 to 255. */
  private Tensor bgr(Tensor square) {
    int pixels = size * size;
    float[] out = new float[3 * pixels];
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < pixels; i++) {
        out[(2 - channel) * pixels + i] = 255 * square.data()[channel * pixels + i];
      }
    }
    return Tensor.of(out, 1, 3, size, size);
  }

  @Override
  public void close() {
    session.close();
  }
}
