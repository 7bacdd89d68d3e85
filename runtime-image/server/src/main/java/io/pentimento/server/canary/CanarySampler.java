// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

import io.pentimento.core.image.ImageLimits;
import io.pentimento.core.metrics.niqe.Niqe;
import io.pentimento.core.metrics.niqe.NiqeParameters;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.server.model.RestorationListener;
import io.pentimento.server.model.ServedModel;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends sampled images to the candidate, and compares its results with those of the served model.
 * One thread of the lowest priority does it. Few images wait for it; others are skipped, so that
 * requests neither wait nor fail because of a candidate.
 */
@ApplicationScoped
public class CanarySampler implements RestorationListener {
  private static final Logger LOG = Logger.getLogger(CanarySampler.class);
  private static final String NATURAL_IMAGES = "/canary/niqe_pris_params.npz";
  private static final int MOST_WAITING = 2;

  /** Images that need more than this part of the heap are skipped. */
  private static final int SHARE_OF_HEAP = 8;

  /** An image in memory: tensor, its reduced forms, 8-bit samples and a file. */
  private static final int BYTES_PER_SAMPLE = 12;

  private final CanaryConfig config;
  private final CanaryStatistics statistics;
  private final ServedModel model;
  private final BlockingQueue<Pair> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final long largest = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
  private volatile @Nullable String candidate;
  private volatile @Nullable Thread worker;

  private record Pair(String candidate, Tensor image, OptionalDouble weight, Tensor restored) {}

  @Inject
  CanarySampler(CanaryConfig config, CanaryStatistics statistics, ServedModel model) {
    this.config = config;
    this.statistics = statistics;
    this.model = model;
  }

  void start(@Observes StartupEvent event) {
    config
        .url()
        .ifPresent(
            url -> {
              CandidateClient client = new CandidateClient(url, config.timeout());
              Thread thread = new Thread(() -> compareUntilStopped(client), "canary");
              thread.setDaemon(true);
              thread.setPriority(Thread.MIN_PRIORITY);
              thread.start();
              worker = thread;
            });
  }

  void stop(@Observes ShutdownEvent event) {
    Thread thread = worker;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public void restored(Tensor image, OptionalDouble weight, Tensor restored, Duration duration) {
    statistics.restored(duration);
    String now = candidate;
    if (now == null || ThreadLocalRandom.current().nextDouble() >= config.sampleFraction()) {
      return;
    }
    boolean fits = (image.size() + 2L * restored.size()) * BYTES_PER_SAMPLE <= largest;
    if (!fits || !waiting.offer(new Pair(now, image, weight, restored))) {
      statistics.skipped(now);
    }
  }

  private void compareUntilStopped(CandidateClient client) {
    Niqe niqe = new Niqe(naturalImages());
    long nextLook = System.nanoTime();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (System.nanoTime() - nextLook >= 0) {
          look(client);
          nextLook = System.nanoTime() + config.interval().toNanos();
        }
        Pair pair = waiting.poll(Math.max(0, nextLook - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (pair != null) {
          compare(pair, client, niqe);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** After its promotion, the candidate's model is the served one. */
  private void look(CandidateClient client) throws InterruptedException {
    Optional<String> found =
        client.model().filter(digest -> !digest.equals(served().orElse(digest)));
    if (found.isPresent() && !found.get().equals(candidate)) {
      LOG.infof("Comparing with the candidate %s", found.get());
      statistics.begin(found.get());
    }
    candidate = found.orElse(null);
  }

  /** The digest of the served model; empty if none is loaded. */
  Optional<String> served() {
    return model.missing().isPresent()
        ? Optional.empty()
        : Optional.of(model.restorer().description().digest());
  }

  private void compare(Pair pair, CandidateClient client, Niqe niqe) throws InterruptedException {
    try {
      Tensor again = client.restore(pair.image(), pair.weight(), limits(pair.restored()));
      statistics.compared(
          pair.candidate(), PairMeasures.of(pair.image(), pair.restored(), again, niqe));
    } catch (CandidateClient.BusyException e) {
      statistics.skipped(pair.candidate());
    } catch (IOException | RuntimeException e) {
      LOG.debugf(e, "The candidate did not restore an image");
      statistics.failed(pair.candidate());
    }
  }

  /** A candidate may have another scale, within reason. */
  private static ImageLimits limits(Tensor restored) {
    long pixels = restored.dim(2) * restored.dim(3);
    return new ImageLimits(16 * pixels, Integer.MAX_VALUE);
  }

  static NiqeParameters naturalImages() {
    try (InputStream file = CanarySampler.class.getResourceAsStream(NATURAL_IMAGES)) {
      return NiqeParameters.published(file, NATURAL_IMAGES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
