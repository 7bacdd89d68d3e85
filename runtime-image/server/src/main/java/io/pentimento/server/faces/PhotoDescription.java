// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import io.pentimento.core.face.Face;
import io.pentimento.core.face.LandmarkScheme;
import io.pentimento.core.face.Point;
import io.pentimento.core.face.photo.RestoredFace;
import io.pentimento.core.face.select.LeftOut;
import io.pentimento.core.image.folder.ImageFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON response with a restored picture; files are in Base64.
 *
 * @param message one sentence that states how many faces were restored and left out
 */
record PhotoDescription(
    String message, File image, List<FoundFace> faces, List<SkippedFace> leftOut) {

  /** Bytes of a file, in Base64 in JSON. */
  record File(String mediaType, byte[] data) {
    static File png(io.pentimento.core.tensor.Tensor image) {
      return new File("image/png", ImageFiles.encodePng(image));
    }
  }

  /** In pixels of the picture as it is shown upright. */
  record Area(double x, double y, double width, double height) {}

  /** In pixels of the picture as it is shown upright. */
  record Position(double x, double y) {}

  /** A face that was restored, with its aligned crop before and after. */
  record FoundFace(
      Area box, Map<String, Position> landmarks, double score, File crop, File restored) {
    static FoundFace of(RestoredFace face) {
      return new FoundFace(
          area(face.face()),
          positions(face.face()),
          face.face().score(),
          File.png(face.crop()),
          File.png(face.restored()));
    }
  }

  /** A face that was not restored, and why. */
  record SkippedFace(Area box, double score, String reason, String detail) {
    static SkippedFace of(LeftOut left) {
      return new SkippedFace(
          area(left.face()),
          left.face().score(),
          left.reason().published(),
          left.reason().sentence());
    }
  }

  private static Area area(Face face) {
    return new Area(face.box().left(), face.box().top(), face.box().width(), face.box().height());
  }

  private static Map<String, Position> positions(Face face) {
    List<Point> points = face.landmarks().points();
    Map<String, Position> named = new LinkedHashMap<>();
    named.put("leftEye", position(points.get(0)));
    named.put("rightEye", position(points.get(1)));
    if (face.landmarks().scheme() == LandmarkScheme.FIVE_POINTS) {
      named.put("nose", position(points.get(2)));
      named.put("mouthLeft", position(points.get(3)));
      named.put("mouthRight", position(points.get(4)));
    } else {
      named.put("mouth", position(points.get(2)));
    }
    return named;
  }

  private static Position position(Point point) {
    return new Position(point.x(), point.y());
  }
}
