// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.fuzz;

import io.pentimento.core.fuzz.Corpus;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies of requests are read, or rejected with an exception that becomes a 4xx or 503. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FuzzRegressionTest {
  private static final int MUTATIONS = 2000;

  @ParameterizedTest
  @EnumSource(BodyTarget.class)
  void theCorpusIsReadOrRejected(BodyTarget target) throws IOException {
    Corpus.of(target).read();
  }

  @ParameterizedTest
  @EnumSource(BodyTarget.class)
  void mutationsOfTheCorpusAreReadOrRejected(BodyTarget target) throws IOException {
    Corpus.of(target).readMutations(MUTATIONS);
  }
}
