package io.pentimento.server.faces;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** How faces are found in photographs. */
@ConfigMapping(prefix = "pentimento.faces")
public interface FacesConfig {
  /**
   * ONNX file of a face detector, BlazeFace or YuNet. Without one, every picture is an aligned
   * crop.
   */
  Optional<Path> detector();

  /** The smallest faces that are restored: the longer side of their boxes, in pixels. */
  @WithDefault("40")
  int minSize();

  /** The most faces of one photograph that are restored, the largest first. */
  @WithDefault("32")
  int maxFaces();

  /** The most faces that are restored at once; each takes memory. */
  @WithDefault("4")
  int batch();
}
