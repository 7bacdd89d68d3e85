// SPDX-License-Identifier: Apache-2.0
package io.pentimento.operator.watch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the API server that all jobs share, so that the number of requests does not grow with
 * the number of jobs.
 */
public final class SharedReads<K, T> {
  private static final Duration UNUSED = Duration.ofHours(1);

  private final Function<K, Answer<T>> read;
  private final Cache<K, Entry> entries = Caffeine.newBuilder().expireAfterAccess(UNUSED).build();

  /**
   * @param validFor time after which it is read again
   */
  public record Answer<T>(T value, Duration validFor) {}

  /**
   * @param read sends the request for a key
   */
  public SharedReads(Function<K, Answer<T>> read) {
    this.read = read;
  }

  /** The last answer for a key, or a new one if the last is no longer valid. */
  public T get(K key, Instant now) {
    return entries.get(key, any -> new Entry()).get(key, now);
  }

  private final class Entry {
    private Instant validUntil = Instant.MIN;
    private @Nullable Answer<T> answer;

    /** Concurrent callers wait for the same answer. */
    private synchronized T get(K key, Instant now) {
      Answer<T> known = answer;
      if (known == null || !now.isBefore(validUntil)) {
        known = read.apply(key);
        answer = known;
        validUntil = now.plus(known.validFor());
      }
      return known.value();
    }
  }
}
