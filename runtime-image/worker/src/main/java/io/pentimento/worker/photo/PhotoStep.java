// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.photo;

import io.pentimento.core.face.photo.FaceMode;
import io.pentimento.core.face.photo.PhotoRestorer;
import io.pentimento.core.face.photo.RestoredPhotograph;
import io.pentimento.core.restorer.RestorerSession;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Restores one file of a batch, as a photograph or as an aligned crop.
 *
 * @param photos empty without a detector; every picture is then an aligned crop
 * @param upscale factor by which photographs are enlarged
 * @param messages receives one line for each photograph
 */
public record PhotoStep(
    Optional<PhotoRestorer> photos,
    FaceMode mode,
    int upscale,
    RestorerSession restorer,
    PrintWriter messages) {

  /** Returns the content of the file {@code output}. */
  public byte[] restore(Path input, Path output) {
    PhotoFile file = PhotoFile.read(input);
    Optional<PhotoRestorer> photographs = photos.flatMap(all -> all.in(mode, file.image()));
    if (photographs.isEmpty()) {
      return file.encode(restorer.restore(file.image()), output);
    }
    RestoredPhotograph restored =
        photographs.get().restore(file.image(), upscale, restorer::restore);
    messages.printf("%s: %s%n", input, restored.message());
    return restored.image() == file.image()
        ? file.unchanged(output)
        : file.encode(restored.image(), output);
  }
}
