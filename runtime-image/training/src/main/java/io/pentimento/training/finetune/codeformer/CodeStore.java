package io.pentimento.training.finetune.codeformer;

import io.pentimento.core.tensor.Tensor;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Where codes that cost a network's run are kept. */
@FunctionalInterface
public interface CodeStore {

  /** Codes of image {@code image} or its mirror image: those kept, else computed and kept now. */
  Tensor get(int image, boolean mirrored, Supplier<Tensor> compute);

  /** Keeps nothing: {@link TargetCodes} itself remembers them while the process lives. */
  static CodeStore none() {
    return (image, mirrored, compute) -> compute.get();
  }

  /**
   * Files that a training which was interrupted finds again.
   *
   * @param names of the images, as files may be called; they stand for the content
   */
  static CodeStore files(Path folder, IntFunction<String> names) {
    return new CodeFiles(folder, names);
  }
}
