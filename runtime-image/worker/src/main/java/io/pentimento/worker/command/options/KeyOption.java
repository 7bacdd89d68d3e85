package io.pentimento.worker.command.options;

import io.pentimento.core.checkpoint.reader.Checkpoints;
import picocli.CommandLine.Option;

/** Which of several dictionaries of tensors in a checkpoint is meant. */
public final class KeyOption {
  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "Where in the checkpoint the weights are, such as params_ema: the key of a dictionary"
              + " (models/generator if it is nested), or the first part of the tensors' names. Only"
              + " needed where there are several.")
  private String key;

  /**
   * As {@link Checkpoints#load(java.nio.file.Path, String)} takes it; null for the usual places.
   */
  public String value() {
    return key;
  }
}
