// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.fuzz;

import io.pentimento.core.fuzz.LongFuzz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@EnabledIfSystemProperty(named = LongFuzz.SECONDS, matches = "\\d+")
class LongFuzzTest {

  @ParameterizedTest
  @EnumSource(DocumentTarget.class)
  void noDocumentFailsInAnUndocumentedWay(DocumentTarget target) throws Exception {
    LongFuzz.run(target, "io.pentimento.**");
  }
}
