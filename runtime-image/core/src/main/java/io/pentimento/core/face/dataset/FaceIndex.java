// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.face.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.pentimento.core.artifact.AtomicFile;
import io.pentimento.core.face.select.LeftOut;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The document {@code faces.json} beside aligned crops.
 *
 * @param faces origins of the crops, by name of the crop
 * @param leftOut unused faces, with the reason
 * @param withoutFaces photographs in which no face was found
 */
public record FaceIndex(
    Map<String, FaceOrigin> faces, List<UnusedFace> leftOut, List<String> withoutFaces) {
  public static final String FILE = "faces.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** The reason why a face or a photograph is not used. */
  public record Reason(String photograph, String text) {}

  public void write(Path folder) throws IOException {
    AtomicFile.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
  }

  public static FaceIndex read(Path folder) throws IOException {
    return JSON.readValue(folder.resolve(FILE).toFile(), FaceIndex.class);
  }

  /** A sentence for each face that is left out and each photograph without faces. */
  public List<Reason> reasons() {
    return Stream.concat(
            leftOut.stream().map(face -> new Reason(face.photograph(), text(face))),
            withoutFaces.stream().map(name -> new Reason(name, "no face was found")))
        .toList();
  }

  private static String text(UnusedFace face) {
    return "a face of %.0f×%.0f pixels at (%.0f, %.0f) was left out: %s"
        .formatted(
            face.box().get(2),
            face.box().get(3),
            face.box().get(0),
            face.box().get(1),
            face.reason());
  }

  /** Collects the entries. */
  public static final class Builder {
    private final Map<String, FaceOrigin> faces = new LinkedHashMap<>();
    private final List<UnusedFace> leftOut = new ArrayList<>();
    private final List<String> withoutFaces = new ArrayList<>();

    /** Adds a crop of a photograph. */
    public void add(String crop, String photograph, AlignedFace face) {
      faces.put(crop, FaceOrigin.of(photograph, face.face(), face.alignment()));
    }

    /** Adds the unused faces of a photograph. */
    public void add(String photograph, AlignedPhotograph aligned) {
      for (LeftOut left : aligned.leftOut()) {
        leftOut.add(UnusedFace.of(photograph, left));
      }
      if (aligned.faces().isEmpty() && aligned.leftOut().isEmpty()) {
        withoutFaces.add(photograph);
      }
    }

    public FaceIndex build() {
      return new FaceIndex(new LinkedHashMap<>(faces), leftOut, withoutFaces);
    }

    /** One sentence with the numbers. */
    public String summary() {
      return "%d faces were written, %d faces were left out, %d photographs have no face"
          .formatted(faces.size(), leftOut.size(), withoutFaces.size());
    }
  }
}
