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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * BlazeFace: a grid of 16×16 cells with two anchors each and one of 8×8 cells with six. An anchor
 * has a logit and 16 offsets from the centre of its cell, in pixels of the input: the centre and
 * the size of the box, then six points (left eye, right eye, nose, mouth, left ear, right ear; left
 * in the image).
 */
final class BlazeFace implements FaceNetwork {
  private static final int[] CELLS = {16, 8};
  private static final int[] ANCHORS = {2, 6};
  private static final int VALUES = 16;

  /** Measured with both published networks; docs/photographs.md has the figures. */
  private static final int SMALLEST_FACE = 18;

  /** Indices of the eyes and the mouth among the six points. */
  private static final int[] POINTS = {0, 1, 3};

  private static final int NOSE = 2;

  /**
   * Offset of its points below those of the FFHQ template, in eye distances; mean of 120 portraits.
   */
  private static final double EYES_TOO_LOW = 0.028;

  private static final double MOUTH_TOO_LOW = 0.07;

  private final OnnxSession session;
  private final int size;
  private final String input;

  BlazeFace(OnnxSession session) {
    this.session = session;
    this.size = Math.toIntExact(session.inputs().get(0).shape()[1]);
    this.input = session.inputs().get(0).name();
  }

  /** Whether a graph has the input and the outputs of a BlazeFace. */
  static boolean matches(OnnxSession session) {
    if (session.inputs().size() != 1) {
      return false;
    }
    long[] in = session.inputs().get(0).shape();
    return in.length == 4
        && in[1] >= 64
        && in[1] == in[2]
        && in[3] == 3
        && named(session, 0, 1).isPresent()
        && named(session, 0, VALUES).isPresent()
        && named(session, 1, 1).isPresent()
        && named(session, 1, VALUES).isPresent();
  }

  private float[] output(Map<String, Tensor> outputs, int grid, int values) {
    return requireNonNull(outputs.get(named(session, grid, values).orElseThrow())).data();
  }

  /** The output of a grid with this number of values per anchor; empty if there is none. */
  private static Optional<String> named(OnnxSession session, int grid, int values) {
    long anchors = (long) CELLS[grid] * CELLS[grid] * ANCHORS[grid];
    return session.outputs().stream()
        .filter(port -> Arrays.equals(port.shape(), new long[] {1, anchors, values}))
        .map(Port::name)
        .findFirst();
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
    Map<String, Tensor> outputs = session.run(Map.of(input, channelsLast(square)));
    List<Face> found = new ArrayList<>();
    for (int grid = 0; grid < CELLS.length; grid++) {
      float[] logits = output(outputs, grid, 1);
      float[] values = output(outputs, grid, VALUES);
      for (int anchor = 0; anchor < logits.length; anchor++) {
        double score = 1 / (1 + Math.exp(-logits[anchor]));
        if (score >= minScore) {
          found.add(face(values, anchor, grid, score));
        }
      }
    }
    return found;
  }

  private Face face(float[] values, int anchor, int grid, double score) {
    int cell = anchor / ANCHORS[grid];
    double cellSize = (double) size / CELLS[grid];
    double x = (cell % CELLS[grid] + 0.5) * cellSize;
    int row = cell / CELLS[grid];
    double y = (row + 0.5) * cellSize;
    int at = anchor * VALUES;
    Point centre = new Point(x + values[at], y + values[at + 1]);
    List<Point> points = new ArrayList<>();
    for (int point : POINTS) {
      points.add(point(values, at, point).plus(new Point(x, y)));
    }
    return new Face(
        Box.around(centre, values[at + 2], values[at + 3]),
        calibrated(new Landmarks(LandmarkScheme.EYES_AND_MOUTH, points)),
        point(values, at, NOSE).plus(new Point(x, y)),
        score);
  }

  /** A point relative to the centre of the anchor's cell, whose values start at {@code at}. */
  private static Point point(float[] values, int at, int point) {
    int from = at + 4 + 2 * point;
    return new Point(values[from], values[from + 1]);
  }

  /** Moves the points to their definition in the FFHQ template, along the face's vertical axis. */
  private static Landmarks calibrated(Landmarks landmarks) {
    double ux = landmarks.rightEye().y() - landmarks.leftEye().y();
    double uy = landmarks.leftEye().x() - landmarks.rightEye().x();
    Point eyes = new Point(EYES_TOO_LOW * ux, EYES_TOO_LOW * uy);
    Point mouth = new Point(MOUTH_TOO_LOW * ux, MOUTH_TOO_LOW * uy);
    return new Landmarks(
        landmarks.scheme(),
        List.of(
            landmarks.leftEye().plus(eyes),
            landmarks.rightEye().plus(eyes),
            landmarks.mouth().plus(mouth)));
  }

  /** (1, size, size, 3) with values from −1 to 1. */
  private Tensor channelsLast(Tensor square) {
    int pixels = size * size;
    float[] planes = square.data();
    float[] out = new float[3 * pixels];
    for (int i = 0; i < pixels; i++) {
      for (int channel = 0; channel < 3; channel++) {
        out[3 * i + channel] = 2 * planes[channel * pixels + i] - 1;
      }
    }
    return Tensor.of(out, 1, size, size, 3);
  }

  @Override
  public void close() {
    session.close();
  }
}
