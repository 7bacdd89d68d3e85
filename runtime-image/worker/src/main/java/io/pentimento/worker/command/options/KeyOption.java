// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.options;

import io.pentimento.core.checkpoint.reader.Checkpoints;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Selects one of several dictionaries of tensors in a checkpoint. */
public final class KeyOption {
  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Location of the weights in the checkpoint, such as params_ema: the key of a dictionary"
              + " (models/generator if it is nested), or the first part of the tensor names."
              + " Required only if there are several.")
  private @Nullable String key;

  /**
   * In the form of {@link Checkpoints#load(java.nio.file.Path, String)}; null for the usual
   * locations.
   */
  public @Nullable String value() {
    return key;
  }
}
