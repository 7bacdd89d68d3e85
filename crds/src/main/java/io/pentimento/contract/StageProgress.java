// SPDX-License-Identifier: Apache-2.0
package io.pentimento.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.status.StageName;
import org.jspecify.annotations.Nullable;

/**
 * Progress of one process of a stage; replaced atomically about once a second.
 *
 * @param shard null if the stage has no shards
 * @param done finished items, including cached and failed ones
 * @param total all items of this process
 * @param failed failed items
 * @param rate recent items per second; null if unknown
 * @param secondsLeft at this rate; null if unknown
 * @param message the current work in a few words, such as {@code loss 0.031}
 * @param time when this was written, RFC 3339
 */
public record StageProgress(
    StageName stage,
    StageKey key,
    @Nullable Integer shard,
    long done,
    long total,
    long failed,
    @Nullable Double rate,
    @Nullable Long secondsLeft,
    String message,
    String time) {

  public String toJson() {
    return StageJson.write(this);
  }

  /**
   * @throws JsonProcessingException if the text is not a progress report or has an unknown field
   */
  public static StageProgress fromJson(String json) throws JsonProcessingException {
    return StageJson.read(json, StageProgress.class);
  }
}
