// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import io.pentimento.core.face.photo.CropRestorer;
import io.pentimento.core.face.photo.FaceMode;
import io.pentimento.core.face.photo.PhotoRestorer;
import io.pentimento.core.face.photo.RestoredPhotograph;
import io.pentimento.core.face.select.FaceFilter;
import io.pentimento.core.image.codec.ImageHeader;
import io.pentimento.core.image.codec.ImageMetadata;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.admission.ImageBody;
import io.pentimento.server.admission.MemoryBudget;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.failure.TooLargeException;
import io.pentimento.server.model.Restorer;
import io.pentimento.server.model.ServedModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Restores pictures: photographs face by face, and aligned crops as a whole. */
@ApplicationScoped
class PhotoService {
  private static final String NAME = "the image";
  private static final long MEBIBYTE = 1 << 20;

  private final ServedModel model;
  private final ServedDetector detector;
  private final FacesConfig faces;
  private final ImageBody images;
  private final MemoryBudget budget;

  @Inject
  PhotoService(
      ServedModel model,
      ServedDetector detector,
      FacesConfig faces,
      ImageBody images,
      ServerConfig config) {
    this.model = model;
    this.detector = detector;
    this.faces = faces;
    this.images = images;
    this.budget = MemoryBudget.of(config);
  }

  /**
   * Checks a request before its picture is decoded.
   *
   * @return the maximum size of the response, in bytes
   * @throws InvalidPhotoRequestException if it needs a detector and there is none
   * @throws TooLargeException if it needs more memory than the server has for one request
   */
  long check(byte[] file, PhotoRequest request, boolean json) {
    checkDetector(request);
    Restorer restorer = model.restorer();
    long aligned = images.check(file, restorer.memory());
    ImageHeader header = ImageHeader.parse(file, NAME);
    PhotoMemory memory = memory(restorer, request.upscale());
    long answer = Math.max(aligned, memory.answer(header.height(), header.width(), json));
    checkMemory(header, memory.peak(header.height(), header.width()), budget.image(), "image");
    checkMemory(header, file.length + answer, budget.transfers(), "transfer");
    return answer;
  }

  private void checkDetector(PhotoRequest request) {
    boolean faces = request.mode() == FaceMode.ALL || request.mode() == FaceMode.LARGEST;
    if ((faces || request.upscale() > 1) && !detector.isConfigured()) {
      throw new InvalidPhotoRequestException(
          "%s needs a face detector, and this server has none; set pentimento.faces.detector, or omit faces and upscale for aligned crops."
              .formatted(faces ? "faces=" + request.mode().published() : "upscale"));
    }
  }

  private static void checkMemory(ImageHeader header, long needed, long granted, String kind) {
    if (needed > granted) {
      throw new TooLargeException(
          "The photograph is %d×%d pixels, which needs up to %d MiB of memory; the limit is %d MiB (pentimento.server.%s-memory). Scale the photograph down."
              .formatted(
                  header.width(),
                  header.height(),
                  needed / MEBIBYTE + 1,
                  granted / MEBIBYTE,
                  kind));
    }
  }

  private PhotoMemory memory(Restorer restorer, int upscale) {
    return new PhotoMemory(
        side(restorer), restorer.memory().scale(), faces.batch(), faces.maxFaces(), upscale);
  }

  /**
   * Restores a picture that has been checked.
   *
   * @param accept the header, or null
   */
  PhotoResult restore(byte[] file, PhotoRequest request, String accept) {
    Restorer restorer = model.restorer();
    ImageMetadata metadata = ImageMetadata.of(file, NAME);
    ResultFormat format = ResultFormat.accepted(accept, metadata.mediaType());
    Tensor image = images.decode(file);
    CropRestorer crops = batch -> restorer.restoreCrops(batch, request.weight());
    RestoredPhotograph restored =
        photographs(restorer, request.mode(), image)
            .map(photographs -> photographs.restore(image, request.upscale(), crops))
            .orElseGet(() -> asCrop(restorer, image, request));
    return new PhotoEncoding(file, metadata, format).encode(image, restored);
  }

  private Optional<PhotoRestorer> photographs(Restorer restorer, FaceMode mode, Tensor image) {
    if (mode == FaceMode.ALIGNED || !detector.isConfigured()) {
      return Optional.empty();
    }
    FaceFilter filter =
        FaceFilter.FOR_RESTORING.withMinSize(faces.minSize()).withMaxFaces(faces.maxFaces());
    PhotoRestorer all =
        new PhotoRestorer(
            detector.detector(), detector.masks(), filter, side(restorer), faces.batch());
    return all.in(mode, image);
  }

  private static RestoredPhotograph asCrop(Restorer restorer, Tensor image, PhotoRequest request) {
    Tensor restored = restorer.restore(image, request.weight());
    return new RestoredPhotograph(restored, List.of(), List.of());
  }

  /** Aligned faces are square. */
  private static int side(Restorer restorer) {
    return Math.toIntExact(
        Math.max(restorer.description().size().height(), restorer.description().size().width()));
  }
}
