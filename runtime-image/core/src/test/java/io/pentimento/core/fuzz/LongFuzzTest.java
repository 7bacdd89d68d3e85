// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.fuzz;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
@EnabledIfSystemProperty(named = LongFuzz.SECONDS, matches = "\\d+")
class LongFuzzTest {

  @ParameterizedTest
  @EnumSource(value = FileTarget.class, names = "ONNX", mode = EnumSource.Mode.EXCLUDE)
  void noFileFailsInAnUndocumentedWay(FileTarget target) throws Exception {
    LongFuzz.run(target, "io.pentimento.core.**");
  }
}
