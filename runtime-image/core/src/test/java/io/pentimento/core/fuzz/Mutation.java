// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** A small random change of an input. */
public final class Mutation {
  private static final int[] INTERESTING = {0, 1, 0x7f, 0x80, 0xff, 0x10, 0x40};

  private Mutation() {}

  /**
   * @param other an input, the end of which may replace the end of the first
   */
  public static byte[] of(byte[] seed, byte[] other, Random random) {
    byte[] changed = seed.clone();
    for (int n = random.nextInt(4); n >= 0 && changed.length > 0; n--) {
      changed =
          switch (random.nextInt(5)) {
            case 0 -> with(changed, random.nextInt(changed.length), random.nextInt(256));
            case 1 ->
                with(
                    changed,
                    random.nextInt(changed.length),
                    INTERESTING[random.nextInt(INTERESTING.length)]);
            case 2 -> Arrays.copyOf(changed, random.nextInt(changed.length));
            case 3 -> spliced(changed, other, random);
            default -> repeated(changed, random);
          };
    }
    return changed;
  }

  private static byte[] with(byte[] input, int at, int value) {
    byte[] changed = input.clone();
    changed[at] = (byte) value;
    return changed;
  }

  /** The start of one input and the end of another. */
  private static byte[] spliced(byte[] start, byte[] end, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(start, 0, random.nextInt(start.length));
    int from = end.length == 0 ? 0 : random.nextInt(end.length);
    out.write(end, from, end.length - from);
    return out.toByteArray();
  }

  /** Duplicates a part. */
  private static byte[] repeated(byte[] input, Random random) {
    int from = random.nextInt(input.length);
    int length = random.nextInt(Math.min(64, input.length - from) + 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(input, 0, from + length);
    out.write(input, from, input.length - from);
    return out.toByteArray();
  }
}
