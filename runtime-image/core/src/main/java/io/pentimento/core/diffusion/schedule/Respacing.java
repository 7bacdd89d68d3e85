package io.pentimento.core.diffusion.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which steps of a schedule are kept, in the notation of the published samplers.
 *
 * <ul>
 *   <li>{@code ""}: all
 *   <li>{@code "250"}: that many, spread evenly from the first to the last, rounded
 *   <li>{@code "10,20,30"}: the schedule is cut in as many equal sections as there are numbers, and
 *       each section is spread by itself
 *   <li>{@code "ddim50"}: that many in one whole stride from 0
 * </ul>
 *
 * <p>Source: docs/method.md, section 1.5.
 */
public record Respacing(String notation) {
  private static final String STRIDED = "ddim";

  /** That many, spread evenly. */
  public static Respacing even(int steps) {
    return new Respacing(Integer.toString(steps));
  }

  /** That many in one whole stride, as DDIM was published. */
  public static Respacing strided(int steps) {
    return new Respacing(STRIDED + steps);
  }

  /** Whether the steps are spread over the whole schedule in one way. */
  boolean isEven() {
    return notation.indexOf(',') < 0;
  }

  /** That many of each of as many equal sections as there are numbers. */
  public static Respacing sections(List<Integer> steps) {
    return new Respacing(steps.stream().map(Object::toString).collect(Collectors.joining(",")));
  }

  /**
   * The kept indices of a schedule of {@code total} steps, ascending.
   *
   * @throws IllegalArgumentException if the notation is unknown or asks for more than there are
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
      // Answered below, with zero and negative numbers.
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
        "no whole stride keeps exactly %d of %d steps".formatted(count, total));
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
   * Sums the stride up instead of multiplying it, which decides ties as the published code does.
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
