package io.pentimento.core.checkpoint.pickle;

import io.pentimento.core.checkpoint.CheckpointException;
import java.util.Arrays;
import java.util.List;

/** A tuple out of a pickle, whose items must be what the receiver expects. */
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
   * @param of for the message, if something is not as expected
   */
  public static Arguments of(String of, Object value) {
    if (value instanceof Object[] tuple) {
      return new Arguments(of, Arrays.asList(tuple));
    }
    if (value instanceof List<?> list) {
      return new Arguments(of, list);
    }
    throw new CheckpointException("%s: a tuple is expected".formatted(of));
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
      throw new CheckpointException("%s: item %d is not of the expected kind".formatted(of, index));
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
      throw new CheckpointException("%s: a shape of %d axes".formatted(of, items.size()));
    }
    long[] values = new long[items.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(i);
    }
    return values;
  }
}
