// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.status.ItemCounts;
import io.pentimento.api.v1alpha1.status.MetricResult;
import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The result of a stage. Its JSON has less than {@value #LIMIT} bytes, the limit of a Kubernetes
 * termination message: a message that is too long is cut.
 *
 * @param failure null after a success
 * @param reason one UpperCamelCase word such as {@code Diverged}; null for that of the class
 * @param message names the file or field and says what to do; after a success null, or a warning
 * @param items counts of the stage
 * @param digests {@code sha256:} and 64 digits, by name: sources of prepare by field, {@code model}
 * @param images usable images by source field
 * @param metrics improvements with their intervals, without the decision of the gate
 */
public record TerminationMessage(
    StageName stage,
    StageKey key,
    @Nullable FailureClass failure,
    @Nullable String reason,
    @Nullable String message,
    @Nullable ItemCounts items,
    Map<String, String> digests,
    Map<String, Integer> images,
    List<MetricResult> metrics) {
  /** The name of the adapted weights in {@link #digests}. */
  public static final String MODEL = "model";

  /** The name of the image that was published in {@link #digests}. */
  public static final String IMAGE = "image";

  /** Bytes that a Kubernetes termination message may have. */
  public static final int LIMIT = 4096;

  private static final int LONGEST_SENTENCE = 1024;

  public TerminationMessage {
    requireNonNull(stage, "stage");
    requireNonNull(key, "key");
    digests = sorted(digests);
    images = sorted(images);
    metrics = List.copyOf(requireNonNullElse(metrics, List.of()));
  }

  public static TerminationMessage success(
      StageName stage, StageKey key, @Nullable ItemCounts items) {
    return new TerminationMessage(
        stage, key, null, null, null, items, Map.of(), Map.of(), List.of());
  }

  /**
   * @param reason null for that of the class
   */
  public static TerminationMessage failure(
      StageName stage,
      StageKey key,
      @Nullable FailureClass failure,
      @Nullable Reason reason,
      @Nullable String message) {
    requireNonNull(failure, "failure");
    return new TerminationMessage(
        stage,
        key,
        failure,
        reason == null ? null : reason.word(),
        message,
        null,
        Map.of(),
        Map.of(),
        List.of());
  }

  /**
   * The same result with a warning: the stage succeeded, but something needs attention.
   *
   * @param newMessage a sentence that says what to do
   */
  public TerminationMessage withWarning(Reason warning, String newMessage) {
    return new TerminationMessage(
        stage, key, failure, warning.word(), newMessage, items, digests, images, metrics);
  }

  public TerminationMessage withDigests(Map<String, String> newDigests) {
    return new TerminationMessage(
        stage, key, failure, reason, message, items, newDigests, images, metrics);
  }

  public TerminationMessage withImages(Map<String, Integer> newImages) {
    return new TerminationMessage(
        stage, key, failure, reason, message, items, digests, newImages, metrics);
  }

  public TerminationMessage withMetrics(List<MetricResult> newMetrics) {
    return new TerminationMessage(
        stage, key, failure, reason, message, items, digests, images, newMetrics);
  }

  public TerminationMessage withItems(ItemCounts newItems) {
    return new TerminationMessage(
        stage, key, failure, reason, message, newItems, digests, images, metrics);
  }

  public boolean succeeded() {
    return failure == null;
  }

  /** Whether {@link #toJson} can write it; the sentence may be shortened. */
  public boolean fits() {
    return bytes(StageJson.write(cutTo(0))) < LIMIT;
  }

  /** JSON of less than {@value #LIMIT} bytes as UTF-8. */
  public String toJson() {
    int length = message == null ? 0 : Math.min(message.length(), LONGEST_SENTENCE);
    String json = StageJson.write(cutTo(length));
    while (bytes(json) >= LIMIT && length > 0) {
      length /= 2;
      json = StageJson.write(cutTo(length));
    }
    if (bytes(json) >= LIMIT) {
      throw new IllegalStateException("A termination message without text has " + bytes(json));
    }
    return json;
  }

  /**
   * @throws JsonProcessingException if the text is not a termination message or has an unknown
   *     field
   */
  public static TerminationMessage fromJson(String json) throws JsonProcessingException {
    return StageJson.read(json, TerminationMessage.class);
  }

  private TerminationMessage cutTo(int length) {
    if (message == null || message.length() <= length) {
      return this;
    }
    boolean splitsPair = length > 0 && Character.isHighSurrogate(message.charAt(length - 1));
    String cut = message.substring(0, splitsPair ? length - 1 : length) + "…";
    return new TerminationMessage(
        stage, key, failure, reason, cut, items, digests, images, metrics);
  }

  private static int bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  private static <T> Map<String, T> sorted(Map<String, T> map) {
    return Collections.unmodifiableMap(new TreeMap<>(requireNonNullElse(map, Map.of())));
  }
}
