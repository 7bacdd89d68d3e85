// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.fuzz;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The committed inputs of a target, and fixed mutations of them. */
public final class Corpus {
  private static final int SEED = 7;

  private final FuzzTarget target;
  private final Map<String, byte[]> inputs = new TreeMap<>();

  private Corpus(FuzzTarget target) {
    this.target = target;
  }

  /**
   * Reads the corpus from the test resources.
   *
   * @throws IllegalStateException if the target has none
   */
  public static Corpus of(FuzzTarget target) throws IOException {
    Corpus corpus = new Corpus(target);
    try (Stream<Path> files = Files.list(folder(target))) {
      for (Path file : files.toList()) {
        corpus.inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    if (corpus.inputs.isEmpty()) {
      throw new IllegalStateException("no corpus for " + target);
    }
    return corpus;
  }

  private static Path folder(FuzzTarget target) {
    String folder = "/fuzz/" + target.folder();
    URL found = target.getClass().getResource(folder);
    if (found == null) {
      throw new IllegalStateException("no test resource " + folder);
    }
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads every input. */
  public void read() {
    inputs.forEach((name, input) -> read(input, name));
  }

  /**
   * Reads mutations of the inputs, the same ones in each run.
   *
   * @param count of mutations
   */
  public void readMutations(int count) {
    List<byte[]> seeds = List.copyOf(inputs.values());
    Random random = new Random(SEED);
    for (int i = 0; i < count; i++) {
      byte[] seed = seeds.get(random.nextInt(seeds.size()));
      byte[] other = seeds.get(random.nextInt(seeds.size()));
      read(Mutation.of(seed, other, random), "mutation " + i);
    }
  }

  private void read(byte[] input, String name) {
    try {
      target.read(input);
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError("%s fails on %s: %s".formatted(target, name, e), e);
    }
  }
}
