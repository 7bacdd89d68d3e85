package io.pentimento.worker.photo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.face.dataset.AlignedFace;
import io.pentimento.core.face.dataset.AlignedPhotograph;
import io.pentimento.core.face.dataset.FaceOrigin;
import io.pentimento.core.face.dataset.UnusedFace;
import io.pentimento.core.image.folder.ImageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder of aligned crops, with {@code faces.json} about where each comes from. A crop is named
 * after its photograph and counted: {@code trip/42.jpg} becomes {@code trip/42.jpg/1.png}, so that
 * the faces of a photograph share a folder.
 */
final class AlignedFolder {
  static final String INDEX = "faces.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;
  private final Map<String, FaceOrigin> faces = new LinkedHashMap<>();
  private final List<UnusedFace> leftOut = new ArrayList<>();
  private final List<String> withoutFaces = new ArrayList<>();

  AlignedFolder(Path folder) {
    this.folder = folder;
  }

  /** The document of the file. */
  record Index(
      Map<String, FaceOrigin> faces, List<UnusedFace> leftOut, List<String> withoutFaces) {}

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
      faces.put(crop, FaceOrigin.of(name, face.face(), face.alignment()));
    }
    photograph.leftOut().forEach(left -> leftOut.add(UnusedFace.of(name, left)));
    if (photograph.faces().isEmpty() && photograph.leftOut().isEmpty()) {
      withoutFaces.add(name);
    }
  }

  void writeIndex() throws IOException {
    AtomicFile.write(
        folder.resolve(INDEX), JSON.writeValueAsBytes(new Index(faces, leftOut, withoutFaces)));
  }

  /** One sentence about what was written and what was not. */
  String summary() {
    return "%d faces were written; %d faces were left out, %d photographs have no face (see %s)"
        .formatted(faces.size(), leftOut.size(), withoutFaces.size(), folder.resolve(INDEX));
  }
}
