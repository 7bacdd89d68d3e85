// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checkpoint is readable, but its tensors are not those of the network. */
public final class CheckpointMismatch extends CheckpointException {
  private static final int LISTED = 8;

  private final List<String> missing;
  private final List<String> unexpected;
  private final List<String> misshapen;

  /**
   * Lists all differences.
   *
   * @param missing names that the network needs and the checkpoint lacks
   * @param unexpected names in the checkpoint that the network does not have
   * @param misshapen descriptions with both shapes
   */
  public CheckpointMismatch(List<String> missing, List<String> unexpected, List<String> misshapen) {
    super(message(missing, unexpected, misshapen));
    this.missing = List.copyOf(missing);
    this.unexpected = List.copyOf(unexpected);
    this.misshapen = List.copyOf(misshapen);
  }

  private CheckpointMismatch(
      String message, @Nullable Throwable cause, @Nullable CheckpointMismatch lists) {
    super(message, cause);
    this.missing = lists == null ? List.of() : lists.missing;
    this.unexpected = lists == null ? List.of() : lists.unexpected;
    this.misshapen = lists == null ? List.of() : lists.misshapen;
  }

  /** The checkpoint belongs to another network; the message is complete. */
  public CheckpointMismatch(String message) {
    this(message, null, null);
  }

  /** The same mismatch, with the file name as prefix of the message. */
  public static CheckpointMismatch in(Path file, IllegalArgumentException complaint) {
    return new CheckpointMismatch(
        file + ": " + complaint.getMessage(),
        complaint,
        complaint instanceof CheckpointMismatch mismatch ? mismatch : null);
  }

  public List<String> missing() {
    return missing;
  }

  public List<String> unexpected() {
    return unexpected;
  }

  public List<String> wrongShapes() {
    return misshapen;
  }

  private static String message(
      List<String> missing, List<String> unexpected, List<String> misshapen) {
    List<String> sentences = new ArrayList<>();
    add(sentences, "missing", missing);
    add(sentences, "unexpected", unexpected);
    add(sentences, "of another shape", misshapen);
    return "the checkpoint does not fit the network: "
        + String.join("; ", sentences)
        + ". Check that architecture and options are those of this checkpoint";
  }

  private static void add(List<String> sentences, String what, List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    String listed = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
    String more = names.size() > LISTED ? " and %d more".formatted(names.size() - LISTED) : "";
    sentences.add("%d %s (%s%s)".formatted(names.size(), what, listed, more));
  }
}
