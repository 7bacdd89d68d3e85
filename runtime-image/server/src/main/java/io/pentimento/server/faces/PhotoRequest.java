// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import io.pentimento.core.face.photo.FaceMode;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request.
 *
 * @param weight of a CodeFormer; empty for the model's default
 * @param upscale ratio of the result's width and height to the photograph's
 */
record PhotoRequest(FaceMode mode, OptionalDouble weight, int upscale) {
  private static final int LARGEST_UPSCALE = 8;

  /**
   * Query parameters have priority over fields of a form.
   *
   * @param faces the parameter, or null
   * @param w the parameter, or null
   * @param upscale the parameter, or null
   * @throws InvalidPhotoRequestException if a value is not allowed
   */
  static PhotoRequest of(
      @Nullable String faces,
      @Nullable String w,
      @Nullable String upscale,
      Map<String, String> fields) {
    return of(
        mode(faces == null ? fields.get("faces") : faces),
        weight(w == null ? fields.get("w") : w),
        factor(upscale == null ? fields.get("upscale") : upscale));
  }

  /**
   * @throws InvalidPhotoRequestException if the factor is not allowed
   */
  static PhotoRequest of(FaceMode mode, OptionalDouble weight, int upscale) {
    if (upscale < 1 || upscale > LARGEST_UPSCALE) {
      throw new InvalidPhotoRequestException(
          "upscale is %d; it must be from 1 to %d.".formatted(upscale, LARGEST_UPSCALE));
    }
    if (upscale > 1 && mode == FaceMode.ALIGNED) {
      throw new InvalidPhotoRequestException(
          "upscale enlarges photographs; omit it for aligned crops.");
    }
    return new PhotoRequest(mode, weight, upscale);
  }

  private static int factor(@Nullable String upscale) {
    try {
      return upscale == null || upscale.isEmpty() ? 1 : Integer.parseInt(upscale);
    } catch (NumberFormatException e) {
      throw new InvalidPhotoRequestException(
          "upscale is '%s'; it must be an integer from 1 to %d."
              .formatted(upscale, LARGEST_UPSCALE),
          e);
    }
  }

  private static FaceMode mode(@Nullable String faces) {
    try {
      return faces == null || faces.isEmpty() ? FaceMode.AUTO : FaceMode.of(faces);
    } catch (IllegalArgumentException e) {
      throw new InvalidPhotoRequestException(e.getMessage() + ".", e);
    }
  }

  private static OptionalDouble weight(@Nullable String w) {
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
