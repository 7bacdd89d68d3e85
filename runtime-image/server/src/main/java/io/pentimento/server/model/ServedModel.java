// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.ServingPrecision;
import io.pentimento.server.batching.Batching;
import io.pentimento.server.config.ModelConfig;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.failure.UnavailableException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The model, loaded in the background: the server answers requests at once and reports why it is
 * not ready. A model that does not exist yet is loaded again later.
 */
@ApplicationScoped
public class ServedModel {
  private static final Logger LOG = Logger.getLogger(ServedModel.class);

  private final ModelConfig model;
  private final ServerConfig server;
  private final Batching batching;
  private final Event<ModelDescription> loaded;
  private final Instance<RestorationListener> listeners;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile State state = new State(null, "The model is being loaded.");

  /** Either a restorer, or the reason why there is none. */
  private record State(@Nullable Restorer restorer, @Nullable String reason) {}

  @Inject
  ServedModel(
      ModelConfig model,
      ServerConfig server,
      Batching batching,
      Event<ModelDescription> loaded,
      Instance<RestorationListener> listeners) {
    this.listeners = listeners;
    this.batching = batching;
    this.model = model;
    this.server = server;
    this.loaded = loaded;
  }

  void start(@Observes StartupEvent event) {
    Thread loader = new Thread(this::loadUntilStopped, "model-loader");
    loader.setDaemon(true);
    loader.start();
  }

  /** Called after running requests have been answered. */
  void stop(@Observes ShutdownEvent event) {
    stopped.countDown();
    Restorer restorer = state.restorer();
    state = new State(null, "The server is shutting down.");
    if (restorer != null) {
      restorer.close();
    }
  }

  private void loadUntilStopped() {
    try {
      do {
        load();
      } while (state.restorer() == null
          && !stopped.await(model.retryInterval().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void load() {
    Optional<Path> path = model.path();
    if (path.isEmpty()) {
      fail("No model is configured; set pentimento.model.path to a model directory or file.");
      return;
    }
    Path file = ModelFile.of(path.get(), model.precision());
    try {
      SessionOptions options =
          SessionOptions.defaults()
              .withThreads(server.threads())
              .withDevice(server.device().device());
      Restorer restorer =
          Restorer.load(
              file,
              options,
              server.resize(),
              model.fidelityWeight(),
              new Engines(server.enginePath().orElse("")));
      loaded.fire(restorer.description());
      state = new State(observed(restorer.through(batching.runs(restorer.acceptsBatches()))), null);
      LOG.infof("Serving %s, digest %s", file, restorer.description().digest());
      warnOfPrecision(restorer.description());
    } catch (RuntimeException e) {
      fail(Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
    }
  }

  private Restorer observed(Restorer restorer) {
    return listeners.isResolvable() ? restorer.observedBy(listeners.get()) : restorer;
  }

  /** Only a warning, because float32 costs time but not quality. */
  private void warnOfPrecision(ModelDescription served) {
    if (model.precision() == ServingPrecision.FLOAT16
        && !ServingPrecision.isFloat16(served.provenance())) {
      LOG.warn(
          "pentimento.model.precision is Float16, but this model has no float16 graph: an earlier"
              + " version trained it, or its values exceed the range of float16. It is served in"
              + " float32.");
    }
  }

  private void fail(String reason) {
    if (!reason.equals(state.reason())) {
      LOG.warn(reason);
    }
    state = new State(null, reason);
  }

  /** Why there is no model; empty if there is one. */
  public Optional<String> missing() {
    return Optional.ofNullable(state.reason());
  }

  /**
   * The model.
   *
   * @throws UnavailableException if it is not loaded
   */
  public Restorer restorer() {
    State now = state;
    Restorer restorer = now.restorer();
    if (restorer == null) {
      throw new UnavailableException(UnavailableException.Reason.NO_MODEL, now.reason());
    }
    return restorer;
  }
}
