package io.pentimento.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The committed corpus, and several hundred mutations of it, give a result or a documented
 * exception. Longer runs use the fuzzer.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FuzzRegressionTest {
  private static final int MUTATIONS = 400;

  @ParameterizedTest
  @EnumSource(FuzzTarget.class)
  void theCorpusIsReadOrRejected(FuzzTarget target) throws Exception {
    for (Path file : corpus(target)) {
      read(target, Files.readAllBytes(file), file.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(value = FuzzTarget.class, names = "ONNX", mode = EnumSource.Mode.EXCLUDE)
  void mutationsOfTheCorpusAreReadOrRejected(FuzzTarget target) throws Exception {
    List<byte[]> seeds = seeds(target);
    Random random = new Random(7);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] seed = seeds.get(random.nextInt(seeds.size()));
      byte[] other = seeds.get(random.nextInt(seeds.size()));
      read(target, Mutation.of(seed, other, random), "mutation " + i);
    }
  }

  @Test
  void everyTargetHasACorpus() throws Exception {
    for (FuzzTarget target : FuzzTarget.values()) {
      assertThat(corpus(target)).as(target.name()).isNotEmpty();
    }
  }

  private static void read(FuzzTarget target, byte[] input, String name) {
    try {
      target.read(input);
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError("%s fails on %s: %s".formatted(target, name, e), e);
    }
  }

  private static List<byte[]> seeds(FuzzTarget target) throws IOException, URISyntaxException {
    List<byte[]> seeds = new ArrayList<>();
    for (Path file : corpus(target)) {
      seeds.add(Files.readAllBytes(file));
    }
    return seeds;
  }

  private static List<Path> corpus(FuzzTarget target) throws IOException, URISyntaxException {
    String folder = "/fuzz/" + target.name().toLowerCase(Locale.ROOT);
    Path path = Path.of(FuzzRegressionTest.class.getResource(folder).toURI());
    try (Stream<Path> files = Files.list(path)) {
      return files.sorted().toList();
    }
  }
}
