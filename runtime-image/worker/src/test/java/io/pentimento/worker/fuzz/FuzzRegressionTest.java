// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.fuzz;

import io.pentimento.core.fuzz.Corpus;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents that are damaged in any way are read or rejected with a documented exception. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FuzzRegressionTest {
  private static final int MUTATIONS = 2000;

  @ParameterizedTest
  @EnumSource(DocumentTarget.class)
  void theCorpusIsReadOrRejected(DocumentTarget target) throws IOException {
    Corpus.of(target).read();
  }

  @ParameterizedTest
  @EnumSource(DocumentTarget.class)
  void mutationsOfTheCorpusAreReadOrRejected(DocumentTarget target) throws IOException {
    Corpus.of(target).readMutations(MUTATIONS);
  }
}
