// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.faces;

import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.core.face.paste.FaceMasks;
import io.pentimento.core.face.paste.ParsingMasks;
import io.pentimento.server.failure.UnavailableException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The detector and the masks, loaded on first use; if a file does not exist yet, loading is tried
 * again.
 */
@ApplicationScoped
public class ServedDetector {
  private static final Logger LOG = Logger.getLogger(ServedDetector.class);

  private final FacesConfig config;
  private @Nullable FaceDetector detector;
  private @Nullable FaceMasks masks;

  @Inject
  ServedDetector(FacesConfig config) {
    this.config = config;
  }

  public boolean isConfigured() {
    return config.detector().isPresent();
  }

  /**
   * The configured detector.
   *
   * @throws UnavailableException if it cannot be loaded; the message says why
   */
  synchronized FaceDetector detector() {
    if (detector == null) {
      detector = open(config.detector().orElseThrow());
    }
    return detector;
  }

  /**
   * The configured masks.
   *
   * @throws UnavailableException if their network cannot be loaded; the message says why
   */
  synchronized FaceMasks masks() {
    if (masks == null) {
      masks = config.mask().map(ServedDetector::openMasks).orElse(FaceMasks.OVAL);
    }
    return masks;
  }

  private static FaceMasks openMasks(Path file) {
    try {
      return ParsingMasks.open(file);
    } catch (RuntimeException e) {
      throw new UnavailableException(UnavailableException.Reason.NO_MODEL, e.getMessage());
    }
  }

  private static FaceDetector open(Path file) {
    try {
      FaceDetector opened = FaceDetector.open(file);
      LOG.infof("Finding faces with %s", file);
      return opened;
    } catch (RuntimeException e) {
      throw new UnavailableException(UnavailableException.Reason.NO_MODEL, e.getMessage());
    }
  }

  /** The reason why the detector is not ready; empty if it is, or if none is configured. */
  Optional<String> problem() {
    if (!isConfigured()) {
      return Optional.empty();
    }
    try {
      detector();
      masks();
      return Optional.empty();
    } catch (UnavailableException e) {
      return Optional.ofNullable(e.getMessage()).or(() -> Optional.of(e.toString()));
    }
  }

  @PreDestroy
  synchronized void close() {
    if (detector != null) {
      detector.close();
    }
    if (masks != null) {
      masks.close();
    }
  }
}
