// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pentimento.core.face.photo.RestoredPhotograph;
import io.pentimento.core.image.codec.ImageMetadata;
import io.pentimento.core.image.folder.ImageFormat;
import io.pentimento.core.tensor.Tensor;
import java.io.UncheckedIOException;

/**
 * Encodes a restored photograph as the body of a response.
 *
 * @param file the upload
 */
record PhotoEncoding(byte[] file, ImageMetadata metadata, ResultFormat format) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param given the picture of the upload
   */
  PhotoResult encode(Tensor given, RestoredPhotograph restored) {
    boolean unchanged = restored.image() == given;
    String message =
        unchanged || !restored.faces().isEmpty()
            ? restored.message()
            : "The picture was restored as one aligned crop.";
    return switch (format) {
      case PNG -> result(ImageFormat.PNG.encode(restored.image()), "image/png", message, restored);
      case JPEG ->
          result(ImageFormat.JPEG.encode(restored.image()), "image/jpeg", message, restored);
      case AS_UPLOADED ->
          result(asUploaded(unchanged, restored), metadata.mediaType(), message, restored);
      case JSON ->
          result(json(unchanged, message, restored), "application/json", message, restored);
    };
  }

  private byte[] asUploaded(boolean unchanged, RestoredPhotograph restored) {
    return unchanged ? file : metadata.encode(restored.image());
  }

  private static PhotoResult result(
      byte[] body, String type, String message, RestoredPhotograph restored) {
    return new PhotoResult(body, type, message, restored.faces().size());
  }

  private byte[] json(boolean unchanged, String message, RestoredPhotograph restored) {
    PhotoDescription description =
        new PhotoDescription(
            message,
            new PhotoDescription.File(metadata.mediaType(), asUploaded(unchanged, restored)),
            restored.faces().stream().map(PhotoDescription.FoundFace::of).toList(),
            restored.leftOut().stream().map(PhotoDescription.SkippedFace::of).toList());
    try {
      return JSON.writeValueAsBytes(description);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
