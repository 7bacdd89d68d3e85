// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.codeformer;

import io.pentimento.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Stores codes, which are expensive to compute. */
@FunctionalInterface
public interface CodeStore {

  /**
   * The codes of image {@code image} or its mirror image: stored ones, or computed and then stored.
   */
  Tensor get(int image, boolean mirrored, Supplier<Tensor> compute);

  /** Stores nothing: {@link TargetCodes} caches the codes in memory. */
  static CodeStore none() {
    return (image, mirrored, compute) -> compute.get();
  }

  /**
   * Stores files that a resumed training can read.
   *
   * @param names of the images, usable as file names; they identify the content
   */
  static CodeStore files(Path folder, IntFunction<String> names) {
    return new CodeFiles(folder, names);
  }
}
