// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.photo;

import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.face.dataset.AlignedFace;
import io.pentimento.core.face.dataset.AlignedPhotograph;
import io.pentimento.core.face.dataset.FaceIndex;
import io.pentimento.core.image.folder.ImageFiles;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A folder of aligned crops with {@code faces.json}, which lists their origins. The crops of a
 * photograph are numbered and share a folder: {@code trip/42.jpg} becomes {@code
 * trip/42.jpg/1.png}.
 */
final class AlignedFolder {
  private final Path folder;
  private final FaceIndex.Builder index = new FaceIndex.Builder();

  AlignedFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the crops of a photograph.
   *
   * @param name relative to the folder of photographs
   */
  void add(String name, AlignedPhotograph photograph) throws IOException {
    int number = 1;
    for (AlignedFace face : photograph.faces()) {
      String crop = "%s/%d.png".formatted(name, number++);
      AtomicFile.write(folder.resolve(crop), ImageFiles.encodePng(face.crop()));
      index.add(crop, name, face);
    }
    index.add(name, photograph);
  }

  void writeIndex() throws IOException {
    index.build().write(folder);
  }

  /** One sentence with the numbers of written and left out faces. */
  String summary() {
    return "%s (see %s)".formatted(index.summary(), folder.resolve(FaceIndex.FILE));
  }
}
