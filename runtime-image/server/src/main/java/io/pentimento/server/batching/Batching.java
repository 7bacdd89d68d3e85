// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.batching;

import io.micrometer.core.instrument.MeterRegistry;
import io.pentimento.server.config.ServerConfig;
import io.pentimento.server.tracing.Stages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.OptionalDouble;

/** Creates the batching that is configured. */
@ApplicationScoped
public class Batching {
  private final ServerConfig config;
  private final MeterRegistry metrics;
  private final Stages stages;

  @Inject
  Batching(ServerConfig config, MeterRegistry metrics, Stages stages) {
    this.config = config;
    this.metrics = metrics;
    this.stages = stages;
  }

  /**
   * The way in which images are passed to a model.
   *
   * @param acceptsBatches whether the model takes any number of images; if not, each runs alone
   */
  public ModelRuns runs(boolean acceptsBatches) {
    int size = acceptsBatches ? config.batching().size() : 1;
    ImageBatcher<OptionalDouble> batcher =
        new ImageBatcher<>(size, config.batching().delay(), config.concurrency(), metrics);
    return (image, weight, model) ->
        stages.run("model", () -> batcher.restore(image, weight, model));
  }
}
