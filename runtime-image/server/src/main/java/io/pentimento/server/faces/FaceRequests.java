// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import io.pentimento.core.face.photo.FaceMode;
import io.pentimento.server.failure.InvalidInferenceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.OptionalDouble;

/** Restores the files of inference requests that ask for faces. */
@ApplicationScoped
public class FaceRequests {
  private static final String PNG = "image/png";

  private final PhotoService photos;

  @Inject
  FaceRequests(PhotoService photos) {
    this.photos = photos;
  }

  /**
   * Checks a file before it is decoded.
   *
   * @return the maximum size of the restored PNG, in bytes
   * @throws InvalidInferenceException if it needs a detector and there is none
   * @throws RuntimeException if the file is not an image, or is too large
   */
  public long check(byte[] file, FaceMode mode, OptionalDouble weight, int upscale) {
    try {
      return photos.check(file, PhotoRequest.of(mode, weight, upscale), false);
    } catch (InvalidPhotoRequestException e) {
      throw new InvalidInferenceException(e.getMessage(), e);
    }
  }

  /** Restores a file that has been checked, as an upright PNG. */
  public byte[] restore(byte[] file, FaceMode mode, OptionalDouble weight, int upscale) {
    return photos.restore(file, PhotoRequest.of(mode, weight, upscale), PNG).body();
  }
}
