// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.reference;

import io.pentimento.core.tensor.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expected image of a CodeFormer, stored in an array such as {@code out_w05_adain1_stride3}:
 * every third pixel of the output for w = 0.5 with AdaIN.
 *
 * @param array name of the array
 */
public record CodeFormerPass(String array, float w, boolean adaIn, int stride) {
  private static final Pattern NAME =
      Pattern.compile("out_w(\\d)(\\d*)_adain([01])(?:_stride(\\d+))?");

  /** All such arrays among {@code names}. */
  public static List<CodeFormerPass> among(Collection<String> names) {
    return names.stream().map(CodeFormerPass::of).flatMap(Optional::stream).toList();
  }

  private static Optional<CodeFormerPass> of(String name) {
    Matcher match = NAME.matcher(name);
    return match.matches()
        ? Optional.of(
            new CodeFormerPass(
                name,
                Float.parseFloat(match.group(1) + "." + match.group(2) + "0"),
                match.group(3).equals("1"),
                match.group(4) == null ? 1 : Integer.parseInt(match.group(4))))
        : Optional.empty();
  }

  /**
   * The allowed difference from the expected image: 1e-4 of its standard deviation; or, if the
   * original's float32 and float64 results differ by more than that, three times their difference.
   */
  public double tolerance(ReferenceCase reference) {
    String pass = array.replaceAll("^out_|_stride\\d+$", "");
    return Math.max(
        1e-4 * ReferencePasses.deviation(reference.tensor(array)), 3 * reference.noiseFloor(pass));
  }

  /** The pixels of an output (N, 3, H, W) that the array contains. */
  public Tensor sampled(Tensor image) {
    int width = (int) image.dim(3);
    int rows = (int) ((image.dim(2) + stride - 1) / stride);
    int columns = (width + stride - 1) / stride;
    Tensor sample = Tensor.zeros(image.dim(0), image.dim(1), rows, columns);
    int area = (int) image.dim(2) * width;
    for (int i = 0; i < sample.size(); i++) {
      int plane = i / (rows * columns);
      int row = i / columns % rows * stride;
      sample.data()[i] = image.data()[plane * area + row * width + i % columns * stride];
    }
    return sample;
  }

  /** Bytes (N, H, W, 3) to images (N, 3, H, W) in [-1, 1]. */
  public static Tensor images(Tensor bytes) {
    int area = (int) (bytes.dim(1) * bytes.dim(2));
    Tensor images = Tensor.zeros(bytes.dim(0), 3, bytes.dim(1), bytes.dim(2));
    for (int i = 0; i < bytes.size(); i++) {
      int at = (i / (3 * area) * 3 + i % 3) * area + i / 3 % area;
      images.data()[at] = (bytes.data()[i] / 255f - 0.5f) / 0.5f;
    }
    return images;
  }
}
