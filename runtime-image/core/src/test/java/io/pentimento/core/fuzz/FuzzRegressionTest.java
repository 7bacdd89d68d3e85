// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.fuzz;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
  @EnumSource(FileTarget.class)
  void theCorpusIsReadOrRejected(FileTarget target) throws IOException {
    Corpus.of(target).read();
  }

  @ParameterizedTest
  @EnumSource(value = FileTarget.class, names = "ONNX", mode = EnumSource.Mode.EXCLUDE)
  void mutationsOfTheCorpusAreReadOrRejected(FileTarget target) throws IOException {
    Corpus.of(target).readMutations(MUTATIONS);
  }
}
