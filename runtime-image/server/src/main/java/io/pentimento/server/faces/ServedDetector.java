package io.pentimento.server.faces;

import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.server.failure.UnavailableException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The detector, loaded on first use; if its file does not exist yet, loading is tried again. */
@ApplicationScoped
public class ServedDetector {
  private static final Logger LOG = Logger.getLogger(ServedDetector.class);

  private final FacesConfig config;
  private FaceDetector detector;

  @Inject
  ServedDetector(FacesConfig config) {
    this.config = config;
  }

  public boolean isConfigured() {
    return config.detector().isPresent();
  }

  /**
   * The detector.
   *
   * @throws UnavailableException if it is not configured or cannot be loaded
   */
  synchronized FaceDetector detector() {
    if (detector == null) {
      detector = FaceDetector.open(config.detector().orElseThrow());
      LOG.infof("Finding faces with %s", config.detector().get());
    }
    return detector;
  }

  /** The reason why the detector is not ready; empty if it is, or if none is configured. */
  Optional<String> problem() {
    if (!isConfigured()) {
      return Optional.empty();
    }
    try {
      detector();
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e.getMessage());
    }
  }

  @PreDestroy
  synchronized void close() {
    if (detector != null) {
      detector.close();
    }
  }
}
