// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.canary;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Settings of the comparison with a candidate. */
@ConfigMapping(prefix = "pentimento.canary")
public interface CanaryConfig {
  /**
   * Base URL of the candidate's servers; no server needs to run there while there is no candidate.
   */
  Optional<URI> url();

  /** Fraction of the images that the candidate restores again. */
  @WithDefault("0.1")
  double sampleFraction();

  /** Interval at which the server looks for a candidate. */
  @WithDefault("5s")
  Duration interval();

  /** Maximum time for the candidate to restore an image. */
  @WithDefault("60s")
  Duration timeout();
}
