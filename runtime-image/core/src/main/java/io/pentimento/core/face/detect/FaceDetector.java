package io.pentimento.core.face.detect;

import io.pentimento.core.face.Face;
import io.pentimento.core.image.resize.Resize;
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

  private final FaceNetwork network;
  private final SecondLook secondLook;

  private FaceDetector(FaceNetwork network) {
    this.network = network;
    this.secondLook = new SecondLook(network);
  }

  /**
   * Loads a detector; its type is recognised by its inputs and outputs.
   *
   * @throws IllegalArgumentException if there is no such file, it is damaged, or it is a network of
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
    Tensor scaled = image;
    for (double scale : Scales.of(longest, minFace, network)) {
      scaled = scaled(image, scaled, scale);
      candidates.addAll(search(scaled, scale));
    }
    return secondLook.confirmed(image, NonMaximumSuppression.apply(candidates));
  }

  private List<Face> search(Tensor scaled, double scale) {
    int overlap = (int) (Scales.STEP * network.smallestFace());
    return Tile.covering(scaled, network.size(), overlap, scale).parallelStream()
        .flatMap(
            tile ->
                network.candidates(tile.cut(scaled), CANDIDATE_SCORE).stream().map(tile::toImage))
        .toList();
  }

  /** Made from the scale before, which is smaller than the image. */
  private static Tensor scaled(Tensor image, Tensor before, double scale) {
    int height = Math.max(1, (int) Math.round(image.dim(2) * scale));
    int width = Math.max(1, (int) Math.round(image.dim(3) * scale));
    boolean shrinks = height <= before.dim(2) && width <= before.dim(3);
    return shrinks ? Resize.area(before, height, width) : Resize.cubic(image, height, width);
  }

  @Override
  public void close() {
    network.close();
  }
}
