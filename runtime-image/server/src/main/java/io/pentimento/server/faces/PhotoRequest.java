package io.pentimento.server.faces;

import io.pentimento.core.face.photo.FaceMode;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The parameters of a request.
 *
 * @param weight of a CodeFormer; empty for the model's default
 */
record PhotoRequest(FaceMode mode, OptionalDouble weight) {

  /**
   * Query parameters have priority over fields of a form.
   *
   * @param faces the parameter, or null
   * @param w the parameter, or null
   * @throws InvalidPhotoRequestException if a value is not allowed
   */
  static PhotoRequest of(String faces, String w, Map<String, String> fields) {
    return new PhotoRequest(
        mode(faces == null ? fields.get("faces") : faces), weight(w == null ? fields.get("w") : w));
  }

  private static FaceMode mode(String faces) {
    try {
      return faces == null || faces.isEmpty() ? FaceMode.AUTO : FaceMode.of(faces);
    } catch (IllegalArgumentException e) {
      throw new InvalidPhotoRequestException(e.getMessage() + ".", e);
    }
  }

  private static OptionalDouble weight(String w) {
    if (w == null || w.isEmpty()) {
      return OptionalDouble.empty();
    }
    double value = number(w);
    if (!(value >= 0 && value <= 1)) {
      throw new InvalidPhotoRequestException("w is %s; it must be from 0 to 1.".formatted(w));
    }
    return OptionalDouble.of(value);
  }

  private static double number(String w) {
    try {
      return Double.parseDouble(w);
    } catch (NumberFormatException e) {
      throw new InvalidPhotoRequestException(
          "w is '%s'; it must be a number from 0 to 1.".formatted(w), e);
    }
  }
}
