// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Settings of face detection in photographs. */
@ConfigMapping(prefix = "pentimento.faces")
public interface FacesConfig {
  /**
   * ONNX file of a face detector, BlazeFace or YuNet. Without one, every picture is an aligned
   * crop.
   */
  Optional<Path> detector();

  /**
   * ONNX file of a face parsing network whose mask is used to paste faces. Without one, the mask is
   * a soft oval.
   */
  Optional<Path> mask();

  /** Minimum size of restored faces: the longer side of their boxes, in pixels. */
  @WithDefault("40")
  int minSize();

  /** Maximum number of restored faces per photograph; the largest are used. */
  @WithDefault("32")
  int maxFaces();

  /** Maximum number of faces in one run of the model; each face needs memory. */
  @WithDefault("4")
  int batch();
}
