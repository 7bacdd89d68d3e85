// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.contract.FailureClass;
import io.pentimento.core.graph.OutOfMemoryException;
import io.pentimento.core.tensor.Tensor;
import io.pentimento.worker.dataset.MadeTarget;
import io.pentimento.worker.dataset.ModelImages;
import io.pentimento.worker.dataset.PseudoTargetCache;
import io.pentimento.worker.runtime.PreparedIndex;
import io.pentimento.worker.runtime.PreparedIndex.Item;
import io.pentimento.worker.runtime.StageContext;
import io.pentimento.worker.runtime.StageFailure;
import io.pentimento.worker.stage.QuietContext;
import io.pentimento.worker.stage.TinyJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDeviceMemoryTest {
  @TempDir Path folder;

  private final List<Integer> attempts = new ArrayList<>();
  private StageContext context;
  private List<Item> items;

  @BeforeEach
  void prepare() throws IOException {
    TinyJob job = TinyJob.in(folder).after(StageName.PREPARE);
    context = QuietContext.of(job.document(StageName.GENERATE), job.workspace());
    items = PreparedIndex.read(context.input(StageName.PREPARE)).training();
  }

  @Test
  void aBatchTooLargeForTheDeviceIsDivided() throws IOException {
    batchOnDeviceFor(2).make(items.subList(0, 4));

    assertThat(attempts).containsExactly(4, 2, 2);
    assertThat(new PseudoTargetCache(context).made(items.subList(0, 4))).hasSize(4);
  }

  @Test
  void theSizeThatFitIsKeptForLaterBatches() throws IOException {
    PseudoTargetBatch batch = batchOnDeviceFor(2);
    batch.make(items.subList(0, 3));
    attempts.clear();

    batch.make(items.subList(0, 4));

    assertThat(attempts).containsExactly(2, 2);
  }

  @Test
  void aDeviceTooSmallForOneImageIsAResourceFailure() {
    assertThatExceptionOfType(StageFailure.class)
        .isThrownBy(() -> batchOnDeviceFor(0).make(items.subList(0, 2)))
        .withMessageContaining("not enough memory")
        .satisfies(e -> assertThat(e.failureClass()).isEqualTo(FailureClass.RESOURCES));
  }

  private PseudoTargetBatch batchOnDeviceFor(int images) throws IOException {
    Path prepared = context.input(StageName.PREPARE);
    ModelImages source = new ModelImages(prepared, PreparedIndex.read(prepared).size());
    return new PseudoTargetBatch(
        context,
        (degraded, batch, listener) -> restored(degraded, images),
        source,
        new PseudoTargetCache(context));
  }

  private List<MadeTarget> restored(Tensor degraded, int images) {
    attempts.add((int) degraded.dim(0));
    if (degraded.dim(0) > images) {
      throw new OutOfMemoryException("CUDA out of memory", null);
    }
    return MadeTarget.each(degraded);
  }
}
