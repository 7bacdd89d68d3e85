// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Face;
import io.pentimento.core.face.Point;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A square part of a scaled image, which may reach beyond it.
 *
 * @param left of the tile in the scaled image, in pixels
 * @param size of the tile, in pixels
 * @param scale of the scaled image to the original
 */
record Tile(int left, int top, int size, double scale) {

  /** Tiles of one size that cover an image and overlap by at least {@code overlap} pixels. */
  static List<Tile> covering(Tensor image, int size, int overlap, double scale) {
    List<Tile> tiles = new ArrayList<>();
    for (int top : offsets(Math.toIntExact(image.dim(2)), size, overlap)) {
      for (int left : offsets(Math.toIntExact(image.dim(3)), size, overlap)) {
        tiles.add(new Tile(left, top, size, scale));
      }
    }
    return tiles;
  }

  /** Evenly spaced; a single centred one if the image is not longer than a tile. */
  private static int[] offsets(int length, int size, int overlap) {
    if (length <= size) {
      return new int[] {(length - size) / 2};
    }
    int count = 1 - Math.floorDiv(size - length, size - overlap);
    int[] offsets = new int[count];
    for (int i = 0; i < count; i++) {
      offsets[i] = (int) Math.round((double) i * (length - size) / (count - 1));
    }
    return offsets;
  }

  /** The pixels of the tile, (1, 3, size, size); mid-grey outside the image. */
  Tensor cut(Tensor scaled) {
    int height = Math.toIntExact(scaled.dim(2));
    int width = Math.toIntExact(scaled.dim(3));
    float[] out = new float[3 * size * size];
    Arrays.fill(out, 0.5f);
    int from = Math.max(0, left);
    int count = Math.min(width, left + size) - from;
    for (int row = 0; row < 3 * size; row++) {
      int y = top + row % size;
      if (y >= 0 && y < height) {
        int source = (row / size * height + y) * width + from;
        System.arraycopy(scaled.data(), source, out, row * size + from - left, count);
      }
    }
    return Tensor.of(out, 1, 3, size, size);
  }

  /** A face found in the tile, in the pixels of the original image. */
  Face toImage(Face face) {
    Point corner = toImage(new Point(face.box().left(), face.box().top()));
    Point opposite = toImage(new Point(face.box().right(), face.box().bottom()));
    return face.map(new Box(corner.x(), corner.y(), opposite.x(), opposite.y()), this::toImage);
  }

  private Point toImage(Point p) {
    return new Point((p.x() + left) / scale, (p.y() + top) / scale);
  }
}
