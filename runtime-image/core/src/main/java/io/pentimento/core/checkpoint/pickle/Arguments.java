// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import io.pentimento.core.checkpoint.CheckpointException;
import java.util.Arrays;
import java.util.List;

/** The items of a tuple in a pickle, with type checks. */
public final class Arguments {
  private static final int MAX_RANK = 64;

  private final String of;
  private final List<?> items;

  private Arguments(String of, List<?> items) {
    this.of = of;
    this.items = items;
  }

  /**
   * A tuple or a list.
   *
   * @param of description of the value, for the error message
   */
  public static Arguments of(String of, Object value) {
    if (value instanceof Object[] tuple) {
      return new Arguments(of, Arrays.asList(tuple));
    }
    if (value instanceof List<?> list) {
      return new Arguments(of, list);
    }
    throw new CheckpointException("%s: expected a tuple".formatted(of));
  }

  public int size() {
    return items.size();
  }

  public Object get(int index) {
    if (index >= items.size()) {
      throw new CheckpointException("%s: item %d is missing".formatted(of, index));
    }
    return items.get(index);
  }

  public <T> T get(int index, Class<T> type) {
    Object item = get(index);
    if (!type.isInstance(item)) {
      throw new CheckpointException("%s: item %d has an unexpected type".formatted(of, index));
    }
    return type.cast(item);
  }

  public long integer(int index) {
    return get(index, Long.class);
  }

  Arguments tuple(int index) {
    return of(of, get(index));
  }

  /** A shape or strides. */
  long[] integers() {
    if (items.size() > MAX_RANK) {
      throw new CheckpointException("%s: invalid shape with %d axes".formatted(of, items.size()));
    }
    long[] values = new long[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(i);
    }
    return values;
  }
}
