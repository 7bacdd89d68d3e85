// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.docs;

/**
 * An improvement in percent with its 95 % confidence interval, as it was reported. Positive is
 * better.
 *
 * @param value the mean
 * @param low the lower end
 * @param high the upper end
 */
record Improvement(String value, String low, String high) {
  /** For example {@code +48.6 % (40.5 … 57.0)}. */
  String text() {
    String sign = mean() > 0 ? "+" : "";
    return "%s%s %% (%s … %s)".formatted(sign, value, low, high);
  }

  double mean() {
    return Double.parseDouble(value);
  }

  double lower() {
    return Double.parseDouble(low);
  }

  double upper() {
    return Double.parseDouble(high);
  }
}
