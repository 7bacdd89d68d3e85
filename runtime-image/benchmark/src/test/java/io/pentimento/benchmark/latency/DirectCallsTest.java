// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.benchmark.Networks;
import io.pentimento.benchmark.Size;
import io.pentimento.core.onnx.OnnxModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectCallsTest {
  @TempDir Path folder;

  @Test
  void callsRunInAProcessOfTheirOwnOnTheCoreOfTheServer() throws IOException {
    Path model = folder.resolve("model.onnx");
    OnnxModelFile.write(Networks.restorer(Size.SMALL).onnx(Size.SMALL.pixels()), model);
    DirectCalls calls = new DirectCalls(Placement.SEPARATE, Size.SMALL, model);

    assertThat(LongStream.of(calls.oneAfterAnother(3).nanos())).hasSize(3).allMatch(n -> n > 0);
    assertThat(LongStream.of(calls.atIntervals(3, 100).nanos())).hasSize(3).allMatch(n -> n > 0);
  }

  @Test
  void processThatFailsIsReported() {
    DirectCalls calls =
        new DirectCalls(Placement.SHARED, Size.SMALL, folder.resolve("missing.onnx"));

    assertThatThrownBy(() -> calls.oneAfterAnother(3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("direct calls failed");
  }
}
