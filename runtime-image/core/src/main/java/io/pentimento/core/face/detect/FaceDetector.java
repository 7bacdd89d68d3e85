// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.detect;

import io.pentimento.core.face.Face;
import io.pentimento.core.face.align.ImagePyramid;
import io.pentimento.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds faces in photographs of any size. Several threads may use it at once; closing it frees the
 * network's native memory.
 *
 * <p>The photograph is searched at several scales, each in overlapping tiles. Every candidate is
 * then detected again, upright and at the size at which the network is most accurate: this refines
 * its landmarks and removes false detections.
 */
public final class FaceDetector implements AutoCloseable {
  /** Minimum score of a candidate in a tile; {@link SecondLook} removes most false ones. */
  private static final double CANDIDATE_SCORE = 0.45;

  /**
   * Overlap of neighbouring tiles, in smallest faces. Larger faces at the edge of a tile are found
   * although they are cut, or at the next scale.
   */
  private static final double OVERLAP = 1.7;

  private final FaceNetwork network;
  private final SecondLook secondLook;

  private FaceDetector(FaceNetwork network) {
    this.network = network;
    this.secondLook = new SecondLook(network);
  }

  /**
   * Loads a detector; its type is recognised by its inputs and outputs.
   *
   * @throws IllegalArgumentException if the file does not exist, is damaged, or it is a network of
   *     another kind; the message names the file
   */
  public static FaceDetector open(Path file) {
    return new FaceDetector(DetectorFile.open(file));
  }

  /**
   * The faces of a photograph, the largest first.
   *
   * @param image (1, 3, H, W), RGB in [0, 1]
   * @param minFace the smallest faces to find, in pixels; smaller ones may be found, too
   */
  public List<Face> detect(Tensor image, double minFace) {
    List<Face> candidates = new ArrayList<>();
    double longest = Math.max(image.dim(2), image.dim(3));
    ImagePyramid pyramid = ImagePyramid.of(image);
    for (double scale : Scales.of(longest, minFace, network)) {
      candidates.addAll(search(pyramid.scaled(scale), scale));
    }
    return secondLook.confirmed(pyramid, NonMaximumSuppression.apply(candidates));
  }

  private List<Face> search(Tensor scaled, double scale) {
    int overlap = (int) (OVERLAP * network.smallestFace());
    return Tile.covering(scaled, network.size(), overlap, scale).parallelStream()
        .flatMap(
            tile ->
                network.candidates(tile.cut(scaled), CANDIDATE_SCORE).stream().map(tile::toImage))
        .toList();
  }

  @Override
  public void close() {
    network.close();
  }
}
