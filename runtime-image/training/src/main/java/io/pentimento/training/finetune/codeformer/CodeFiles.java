// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.codeformer;

import io.pentimento.core.checkpoint.CheckpointException;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.checkpoint.safetensors.Safetensors;
import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores codes in one file per image; files are written atomically. */
record CodeFiles(Path folder, IntFunction<String> names) implements CodeStore {
  private static final Logger LOG = LoggerFactory.getLogger(CodeFiles.class);

  private static final String CODES = "codes";

  @Override
  public Tensor get(int image, boolean mirrored, Supplier<Tensor> compute) {
    String name = names.apply(image) + (mirrored ? "-mirrored" : "") + ".safetensors";
    Path file = folder.resolve(name);
    try {
      Optional<Tensor> kept = read(file);
      return kept.isPresent() ? kept.get() : written(file, compute.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Tensor> read(Path file) throws IOException {
    try {
      return Files.exists(file) ? Optional.of(Safetensors.read(file).get(CODES)) : Optional.empty();
    } catch (CheckpointException damaged) {
      LOG.warn("{} is damaged; its codes are computed again", file, damaged);
      return Optional.empty();
    }
  }

  private static Tensor written(Path file, Tensor codes) throws IOException {
    Files.createDirectories(file.getParent());
    Safetensors.write(file, StateDict.of(Map.of(CODES, codes)), Map.of());
    return codes;
  }
}
