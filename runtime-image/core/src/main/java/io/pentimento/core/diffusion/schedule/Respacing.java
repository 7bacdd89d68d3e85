// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.diffusion.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Selects the kept steps of a schedule, in the notation of the published samplers.
 *
 * <ul>
 *   <li>{@code ""}: all
 *   <li>{@code "250"}: 250 steps, evenly spaced from the first to the last, rounded
 *   <li>{@code "10,20,30"}: the schedule is divided into as many equal sections as there are
 *       numbers, and the steps of each section are evenly spaced
 *   <li>{@code "ddim50"}: 50 steps with one integer stride from 0
 * </ul>
 *
 * <p>Source: docs/method.md, section 1.5.
 */
public record Respacing(String notation) {
  private static final String STRIDED = "ddim";

  /** The given number of steps, evenly spaced. */
  public static Respacing even(int steps) {
    return new Respacing(Integer.toString(steps));
  }

  /** The given number of steps with one integer stride, as in the publication of DDIM. */
  public static Respacing strided(int steps) {
    return new Respacing(STRIDED + steps);
  }

  /** Whether the steps have one spacing over the whole schedule. */
  boolean isEven() {
    return notation.indexOf(',') < 0;
  }

  /** The given numbers of steps in equal sections. */
  public static Respacing sections(List<Integer> steps) {
    return new Respacing(steps.stream().map(Object::toString).collect(Collectors.joining(",")));
  }

  /**
   * The kept indices of a schedule of {@code total} steps, ascending.
   *
   * @throws IllegalArgumentException if the notation is unknown or requests more steps than there
   *     are
   */
  public int[] kept(int total) {
    if (notation.isEmpty()) {
      return IntStream.range(0, total).toArray();
    }
    return notation.startsWith(STRIDED)
        ? strided(number(notation.substring(STRIDED.length())), total)
        : sections(Arrays.stream(notation.split(",", -1)).mapToInt(this::number).toArray(), total);
  }

  private int number(String digits) {
    try {
      int number = Integer.parseInt(digits.strip());
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, together with zero and negative numbers.
    }
    throw new IllegalArgumentException(
        "respacing '%s' is none of \"\", \"250\", \"10,20,30\", \"ddim50\"".formatted(notation));
  }

  private static int[] strided(int count, int total) {
    for (int stride = 1; stride <= total; stride++) {
      if ((total + stride - 1) / stride == count) {
        int by = stride;
        return IntStream.range(0, count).map(k -> k * by).toArray();
      }
    }
    throw new IllegalArgumentException(
        "no integer stride keeps exactly %d of %d steps".formatted(count, total));
  }

  private int[] sections(int[] counts, int total) {
    List<Integer> kept = new ArrayList<>();
    int start = 0;
    for (int s = 0; s < counts.length; s++) {
      int size = total / counts.length + (s < total % counts.length ? 1 : 0);
      if (size < counts[s]) {
        throw new IllegalArgumentException(
            "respacing '%s' keeps %d of a section of %d steps"
                .formatted(notation, counts[s], size));
      }
      spread(start, size, counts[s], kept);
      start += size;
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Adds the stride repeatedly instead of multiplying it, which rounds ties as the published code
   * does.
   */
  private static void spread(int start, int size, int count, List<Integer> into) {
    double stride = count == 1 ? 1 : (size - 1) / (double) (count - 1);
    double at = 0;
    for (int k = 0; k < count; k++) {
      into.add(start + (int) Math.rint(at));
      at += stride;
    }
  }
}
