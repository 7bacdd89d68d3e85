// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import ai.djl.ndarray.NDManager;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.core.network.file.CodeFormerFile;
import io.pentimento.training.djl.TorchEngine;
import io.pentimento.training.finetune.codeformer.CodeEncoder;
import io.pentimento.training.finetune.codeformer.CodeFormerFineTuning;
import io.pentimento.training.finetune.codeformer.CodeMicroBatch;
import io.pentimento.training.finetune.codeformer.CodeTuningConfig;
import java.util.List;

/**
 * The published fine-tuning of a CodeFormer, one image per step. The encoder that computes the
 * codes remains in memory, as in a job, but the codes are given: a job computes them once.
 */
public record CodeTuningStep(NDManager manager, CodeEncoder encoder, CodeFormerFineTuning tuning)
    implements Workload {

  public static CodeTuningStep of(Size size) {
    CodeFormerFile restorer = Networks.codeFormer(size);
    CodeFormer network = new CodeFormer(restorer.config());
    NDManager manager = TorchEngine.newManager();
    CodeEncoder encoder = new CodeEncoder(manager, network.vqgan(), restorer.weights());
    CodeMicroBatch batch =
        new CodeMicroBatch(Images.random(size, 1), encoder.codes(Images.random(size, 2)));
    CodeFormerFineTuning tuning =
        new CodeFormerFineTuning(
            manager, network, restorer.weights(), oneImage(), step -> List.of(batch));
    return new CodeTuningStep(manager, encoder, tuning);
  }

  private static CodeTuningConfig oneImage() {
    CodeTuningConfig paper = CodeTuningConfig.paper();
    return new CodeTuningConfig(1, 1, paper.losses(), paper.learner(), paper.seed());
  }

  @Override
  public void run() {
    tuning.advance();
  }

  @Override
  public void close() {
    tuning.close();
    encoder.close();
    manager.close();
  }
}
