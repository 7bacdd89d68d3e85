// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.synthetic;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Landmarks;
import io.pentimento.core.face.Point;
import io.pentimento.core.face.align.Similarity;
import io.pentimento.core.face.align.Warp;
import io.pentimento.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A picture of aligned portraits at known places, with sizes and rotations, so that their landmarks
 * are known.
 *
 * @param faces the landmarks of each face, by the template of aligned portraits
 */
public record SyntheticPicture(Tensor image, List<Landmarks> faces) {
  /** The side of a detector's box as a share of an aligned crop's side. */
  private static final double BOX_SHARE = 0.59;

  private static final int TRIES = 200;

  /**
   * Draws faces whose boxes have sides from {@code minFace} to {@code maxFace} pixels and that do
   * not overlap.
   *
   * @param maxRoll in degrees
   * @param noise standard deviation of the noise over everything
   */
  public static SyntheticPicture of(
      Random random,
      Tensor background,
      List<Tensor> portraits,
      double minFace,
      double maxFace,
      double maxRoll,
      double noise) {
    SyntheticPicture picture = new SyntheticPicture(background, new ArrayList<>());
    List<Box> taken = new ArrayList<>();
    for (Tensor portrait : portraits) {
      double side = minFace * Math.pow(maxFace / minFace, random.nextDouble()) / BOX_SHARE;
      double roll = Math.toRadians(maxRoll * (2 * random.nextDouble() - 1));
      for (int i = 0; i < TRIES; i++) {
        Similarity place =
            place(random, background, side / (double) portrait.dim(2), roll, portrait);
        Box box = place.boxOf((double) portrait.dim(3), (double) portrait.dim(2));
        if (box.visible((double) background.dim(3), (double) background.dim(2)) > 0.999
            && taken.stream().allMatch(other -> other.intersection(box).area() == 0)) {
          taken.add(box);
          picture.paste(portrait, place);
          break;
        }
      }
    }
    picture.addNoise(random, noise);
    return picture;
  }

  private static Similarity place(
      Random random, Tensor background, double scale, double roll, Tensor portrait) {
    double half = portrait.dim(2) / 2.0;
    double x = random.nextDouble() * background.dim(3);
    double y = random.nextDouble() * background.dim(2);
    return Similarity.translation(-half, -half)
        .then(new Similarity(scale * Math.cos(roll), scale * Math.sin(roll), x, y));
  }

  /** Pastes a portrait; {@code place} leads from it to the picture. */
  public void paste(Tensor portrait, Similarity place) {
    int size = (int) portrait.dim(2);
    int width = (int) image.dim(3);
    int height = (int) image.dim(2);
    Box box = place.boxOf(size, size);
    int left = (int) Math.floor(box.left());
    int top = (int) Math.floor(box.top());
    int w = (int) Math.ceil(box.right()) - left;
    int h = (int) Math.ceil(box.bottom()) - top;
    Similarity toPortrait = Similarity.translation(left, top).then(place.inverse());
    Tensor warped = Warp.of(portrait, toPortrait, w, h);
    for (int y = Math.max(0, -top); y < Math.min(h, height - top); y++) {
      for (int x = Math.max(0, -left); x < Math.min(w, width - left); x++) {
        Point p = toPortrait.apply(new Point(x + 0.5, y + 0.5));
        boolean inside = p.x() >= 0 && p.y() >= 0 && p.x() < size && p.y() < size;
        for (int c = 0; c < 3 && inside; c++) {
          image.data()[(c * height + y + top) * width + x + left] =
              warped.data()[(c * h + y) * w + x];
        }
      }
    }
    faces.add(LandmarkScheme.EYES_AND_MOUTH.template(size).map(place::apply));
  }

  private void addNoise(Random random, double noise) {
    for (int i = 0; i < image.size(); i++) {
      double value = image.data()[i] + noise * random.nextGaussian();
      image.data()[i] = (float) Math.max(0, Math.min(1, value));
    }
  }
}
