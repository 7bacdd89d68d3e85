// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import static io.pentimento.core.graph.BatchDimension.BATCH;
import static io.pentimento.core.onnx.Recorded.ONE_THREAD;
import static io.pentimento.core.onnx.Recorded.range;
import static io.pentimento.core.onnx.Recorded.shape;
import static io.pentimento.core.onnx.Recorded.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pentimento.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxSessionTest {
  /** Rows of a table by index, plus an offset. */
  private static OnnxModel lookup() {
    OnnxOps ops = new OnnxOps(name -> range(3, 2));
    OnnxValue rows = ops.input("rows", DataType.INT64, BATCH);
    OnnxValue offset = ops.input("offset", DataType.FLOAT, 1, 2);
    OnnxValue found = ops.add(ops.embedding(rows, ops.param("table", 3, 2)), offset);
    ops.output("found", found);
    ops.output("position", ops.argMax(found, 1));
    return ops.model(Map.of("kind", "lookup"));
  }

  @Test
  void integersArePassedAndReturnedAsInt64() {
    try (OnnxSession session = OnnxSession.of(lookup(), ONE_THREAD)) {
      Map<String, Tensor> out =
          session.run(Map.of("rows", tensor(shape(2), 2, 0), "offset", tensor(shape(1, 2), 10, 0)));
      assertThat(out.get("found").data()).containsExactly(14, 5, 10, 1);
      assertThat(out.get("position").data()).containsExactly(0, 0);
    }
  }

  @Test
  void portsAndMetadataAreReadFromTheModel() {
    try (OnnxSession session = OnnxSession.of(lookup(), ONE_THREAD)) {
      assertThat(session.inputs()).extracting(Port::name).containsExactly("rows", "offset");
      assertThat(session.inputs().get(0).type()).isEqualTo(DataType.INT64);
      assertThat(session.inputs().get(0).shape()).containsExactly(-1);
      assertThat(session.outputs()).extracting(Port::name).containsExactly("found", "position");
      assertThat(session.metadata()).isEqualTo(Map.of("kind", "lookup"));
    }
  }

  @Test
  void wrongInputsAreReported() {
    Tensor rows = tensor(shape(1), 1);
    Tensor offset = tensor(shape(1, 2), 0, 0);
    try (OnnxSession session = OnnxSession.of(lookup(), ONE_THREAD)) {
      assertThatThrownBy(() -> session.run(rows))
          .hasMessage("The model has 2 inputs; it was given 1.");
      assertThatThrownBy(() -> session.run(Map.of("rows", rows)))
          .hasMessage("The model's input 'offset' is missing.");
      assertThatThrownBy(() -> session.run(Map.of("rows", rows, "offset", offset, "more", rows)))
          .hasMessage("The model has no input 'more'; it has [rows, offset].");
      assertThatThrownBy(() -> session.run(rows, tensor(shape(1, 3), 0, 0, 0)))
          .hasMessage("The model's input 'offset' has the shape [1, 2]; it was given [1, 3].");
      assertThatThrownBy(() -> session.run(tensor(shape(1), 0.5), offset))
          .hasMessage("The model's input 'rows' needs integers, not 0.5.");
      assertThatThrownBy(() -> session.run(tensor(shape(1), 7), offset))
          .isInstanceOf(OnnxException.class)
          .hasMessageContaining("could not be run");
    }
  }

  @Test
  void anUnreadableFileIsReported(@TempDir Path directory) throws IOException {
    Path missing = directory.resolve("missing.onnx");
    assertThatThrownBy(() -> OnnxSession.open(missing, ONE_THREAD))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("missing.onnx' does not exist");
    Path damaged = Files.write(directory.resolve("damaged.onnx"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> OnnxSession.open(damaged, ONE_THREAD))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("damaged.onnx' cannot be loaded");
  }

  @Test
  void everyOptimisationLevelGivesTheSameResult() {
    for (SessionOptions.Optimization level : SessionOptions.Optimization.values()) {
      SessionOptions options = ONE_THREAD.withOptimization(level).withSpinning(true);
      try (OnnxSession session = OnnxSession.of(lookup(), options)) {
        assertThat(session.run(tensor(shape(1), 1), tensor(shape(1, 2), 0, 0)).data())
            .containsExactly(2, 3);
      }
    }
  }

  @Test
  void closingTwiceIsHarmless() {
    OnnxSession session = OnnxSession.of(lookup(), ONE_THREAD);
    session.close();
    session.close();
    assertThatThrownBy(() -> session.run(tensor(shape(1), 1), tensor(shape(1, 2), 0, 0)))
        .isInstanceOf(IllegalStateException.class);
  }
}
