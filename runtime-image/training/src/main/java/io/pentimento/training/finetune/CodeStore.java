package io.pentimento.training.finetune;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.Safetensors;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
   * One file for each, complete or not there: a training that was interrupted finds what it had.
   *
   * @param names of the images, as files may be called; they stand for the content
   */
  static CodeStore files(Path folder, IntFunction<String> names) {
    return (image, mirrored, compute) -> {
      String name = names.apply(image) + (mirrored ? "-mirrored" : "") + ".safetensors";
      return Kept.get(folder.resolve(name), compute);
    };
  }

  /** One file of codes. */
  final class Kept {
    private static final String CODES = "codes";

    private Kept() {}

    private static Tensor get(Path file, Supplier<Tensor> compute) {
      try {
        if (Files.exists(file)) {
          return Safetensors.read(file).get(CODES);
        }
      } catch (CheckpointException damaged) {
        System.err.printf("%s is damaged, its codes are computed again%n", file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Tensor codes = compute.get();
      try {
        Files.createDirectories(file.getParent());
        Safetensors.write(file, StateDict.of(Map.of(CODES, codes)), Map.of());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return codes;
    }
  }
}
