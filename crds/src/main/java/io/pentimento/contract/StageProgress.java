package io.pentimento.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.api.v1alpha1.status.StageName;

/**
 * How far one process of a stage is; replaced atomically about once a second.
 *
 * @param shard null where the stage has no shards
 * @param done finished items, cached and given-up ones included
 * @param total all items of this process
 * @param failed given-up items
 * @param rate items a second, lately; null while unknown
 * @param secondsLeft at this rate; null while unknown
 * @param message what it is doing, in a few words, such as {@code loss 0.031}
 * @param time when this was written, RFC 3339
 */
public record StageProgress(
    StageName stage,
    StageKey key,
    Integer shard,
    long done,
    long total,
    long failed,
    Double rate,
    Long secondsLeft,
    String message,
    String time) {

  public String toJson() {
    return StageJson.write(this);
  }

  /**
   * @throws JsonProcessingException if the text is no progress or has a field that nobody knows
   */
  public static StageProgress fromJson(String json) throws JsonProcessingException {
    return StageJson.read(json, StageProgress.class);
  }
}
