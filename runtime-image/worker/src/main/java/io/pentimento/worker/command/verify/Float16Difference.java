// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.verify;

import static java.util.Objects.requireNonNull;

import io.pentimento.core.reference.ReferencePasses;
import io.pentimento.core.tensor.Tensor;
import java.util.Map;

/**
 * The difference between a network's outputs in float16 and in float32.
 *
 * @param greatest maximum absolute difference of the images' values
 * @param mean mean absolute difference
 * @param deviation standard deviation of the values in float32
 * @param codes number of codes that a CodeFormer predicted; 0 for other networks
 * @param otherCodes number of different codes; each code draws one patch of the image
 */
record Float16Difference(
    double greatest, double mean, double deviation, int codes, int otherCodes) {

  static Float16Difference of(Map<String, Tensor> full, Map<String, Tensor> half) {
    Tensor exact = requireNonNull(full.get("y"));
    Tensor rounded = requireNonNull(half.get("y"));
    Tensor codes = full.getOrDefault("codes", Tensor.zeros(0));
    return new Float16Difference(
        ReferencePasses.greatestDifference(rounded, exact),
        meanDifference(rounded, exact),
        ReferencePasses.deviation(exact),
        codes.size(),
        codes.size() == 0 ? 0 : unequal(requireNonNull(half.get("codes")), codes));
  }

  boolean isFinite() {
    return Double.isFinite(greatest);
  }

  /** In the unit of the output. */
  String ofValues() {
    return "float16 differs from float32 by at most %.3g, %.2g of the output's standard deviation%s"
        .formatted(greatest, greatest / deviation, ofCodes());
  }

  /**
   * In levels of an 8-bit image.
   *
   * @param span difference between white and black in the unit of the output
   */
  String ofLevels(double span) {
    return "float16 differs from float32 by at most %.2g of 255 levels, by %.2g on average%s"
        .formatted(255 * greatest / span, 255 * mean / span, ofCodes());
  }

  private String ofCodes() {
    return codes == 0 ? "" : "; different codes: %d of %d".formatted(otherCodes, codes);
  }

  private static double meanDifference(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += Math.abs((double) a.data()[i] - b.data()[i]);
    }
    return sum / a.size();
  }

  private static int unequal(Tensor a, Tensor b) {
    int count = 0;
    for (int i = 0; i < a.size(); i++) {
      count += a.data()[i] == b.data()[i] ? 0 : 1;
    }
    return count;
  }
}
