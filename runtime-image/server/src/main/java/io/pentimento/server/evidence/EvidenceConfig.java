// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.evidence;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Location of the evidence of the served model. */
@ConfigMapping(prefix = "pentimento.evidence")
public interface EvidenceConfig {
  /**
   * Folder with {@code evidence.json}, {@code metrics.json} and {@code report.html}. Default: the
   * folder {@code evidence} beside the model, where the delivery of a published model stores it.
   */
  Optional<Path> path();
}
