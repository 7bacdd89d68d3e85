// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import io.pentimento.core.face.Box;
import io.pentimento.core.face.Face;
import io.pentimento.core.face.Point;
import io.pentimento.core.face.align.ImagePyramid;
import io.pentimento.core.face.align.Similarity;
import io.pentimento.core.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Detects each candidate again, rotated upright and scaled to a size that suits the network. */
final class SecondLook {
  /** Minimum mean of the first and the second score. */
  private static final double MIN_SCORE = 0.7;

  private static final double MIN_VIEW_SCORE = 0.4;

  /** A view with this score is accepted; larger views, which come first, have better landmarks. */
  private static final double GOOD_SCORE = 0.8;

  /**
   * Sides of the face in the views, as multiples of the smallest face. Strongly degraded faces are
   * detected only in small views.
   */
  private static final double[] VIEWS = {4, 2.5, 1.6, 1.2};

  private final FaceNetwork network;

  SecondLook(FaceNetwork network) {
    this.network = network;
  }

  /** The faces among the candidates, the largest first. */
  List<Face> confirmed(ImagePyramid image, List<Face> candidates) {
    List<Face> faces =
        candidates.parallelStream()
            .map(candidate -> confirmed(image, candidate))
            .flatMap(Optional::stream)
            .toList();
    return NonMaximumSuppression.apply(faces).stream()
        .sorted(Comparator.comparingDouble(Face::size).reversed())
        .toList();
  }

  private Optional<Face> confirmed(ImagePyramid image, Face candidate) {
    Optional<Face> best = Optional.empty();
    for (double view : VIEWS) {
      Optional<Face> seen = seen(image, candidate, view * network.smallestFace());
      if (seen.isPresent() && (best.isEmpty() || seen.get().score() > best.get().score())) {
        best = seen;
      }
      if (best.isPresent() && best.get().score() >= GOOD_SCORE) {
        break;
      }
    }
    return best.map(seen -> seen.withScore((candidate.score() + seen.score()) / 2))
        .filter(face -> face.score() >= MIN_SCORE);
  }

  /**
   * @param side of the face in the network's input, in pixels
   */
  private Optional<Face> seen(ImagePyramid image, Face candidate, double side) {
    Similarity toImage = view(candidate, candidate.size() / side);
    Tensor input = image.square(toImage, network.size());
    double half = network.size() / 2.0;
    return network.candidates(input, MIN_VIEW_SCORE).stream()
        .filter(face -> face.box().centre().distance(new Point(half, half)) < side / 2)
        .max(Comparator.comparingDouble(Face::score))
        .map(face -> toImage(face, toImage));
  }

  /** Maps the network's input, with the candidate upright at its centre, to the image. */
  private Similarity view(Face candidate, double scale) {
    double half = network.size() / 2.0;
    double roll = candidate.landmarks().roll();
    Point centre = candidate.box().centre();
    return Similarity.translation(-half, -half)
        .then(
            new Similarity(scale * Math.cos(roll), scale * Math.sin(roll), centre.x(), centre.y()));
  }

  private static Face toImage(Face seen, Similarity toImage) {
    Box box = seen.box();
    double scale = toImage.scale();
    Point centre = toImage.apply(box.centre());
    return seen.map(Box.around(centre, box.width() * scale, box.height() * scale), toImage::apply);
  }
}
