package io.pentimento.server.faces;

import io.pentimento.core.face.detect.FaceDetector;
import io.pentimento.server.failure.UnavailableException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The detector, loaded when it is needed first; a file that is not there yet is tried again. */
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

  /** Why faces cannot be found; empty if they can, or if no detector is configured. */
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
