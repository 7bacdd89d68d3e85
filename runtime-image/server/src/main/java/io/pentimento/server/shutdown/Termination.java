// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.shutdown;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import sun.misc.Signal;

/**
 * Completes requests before the JVM begins to shut down. ONNX Runtime releases its environment in a
 * shutdown hook, in parallel with the hook of Quarkus: a model that runs at that time would crash
 * the process. So the delay and the wait for running requests take place in the handler of SIGTERM.
 */
@ApplicationScoped
public class Termination {
  private static final Logger LOG = Logger.getLogger(Termination.class);
  private static final int EXIT_CODE = 143;
  private static final Duration POLL = Duration.ofMillis(50);

  private final RunningRequests requests;
  private final Duration delay;
  private final Duration timeout;
  private volatile boolean begun;

  /**
   * @param delay time in which load balancers stop sending requests
   * @param timeout maximum time for the requests that then remain
   */
  @Inject
  Termination(
      RunningRequests requests,
      @ConfigProperty(name = "pentimento.shutdown.delay") Duration delay,
      @ConfigProperty(name = "pentimento.shutdown.timeout") Duration timeout) {
    this.requests = requests;
    this.delay = delay;
    this.timeout = timeout;
  }

  void start(@Observes StartupEvent event) {
    if (LaunchMode.current() == LaunchMode.NORMAL) {
      Signal.handle(new Signal("TERM"), signal -> begin());
    }
  }

  /** With the class loader of the application: beans may be created only now. */
  private void begin() {
    Thread thread = new Thread(this::terminate, "termination");
    thread.setContextClassLoader(Termination.class.getClassLoader());
    thread.start();
  }

  /** Whether the server is about to end, and must not receive new requests. */
  public boolean hasBegun() {
    return begun;
  }

  private void terminate() {
    begun = true;
    LOG.infof("SIGTERM: not ready; serving requests for %s more", delay);
    try {
      awaitRequests();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      System.exit(EXIT_CODE);
    }
  }

  private void awaitRequests() throws InterruptedException {
    Thread.sleep(delay.toMillis());
    long end = System.nanoTime() + timeout.toNanos();
    while (!requests.isIdle() && System.nanoTime() < end) {
      Thread.sleep(POLL.toMillis());
    }
  }
}
