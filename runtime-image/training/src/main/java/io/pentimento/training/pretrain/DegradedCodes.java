// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.pretrain;

import io.pentimento.training.finetune.codeformer.CodeEncoder;
import io.pentimento.training.finetune.codeformer.CodeFormerFineTuning.Batches;
import io.pentimento.training.finetune.codeformer.CodeMicroBatch;
import java.util.List;

/**
 * Images that are degraded differently at every step, with the codes of the clean ones: data of the
 * second stage of CodeFormer pre-training.
 */
public final class DegradedCodes implements Batches {
  private final DegradedPairs pairs;
  private final CodeEncoder encoder;

  /**
   * @param encoder of the first stage, trained on clean images only
   */
  public DegradedCodes(DegradedPairs pairs, CodeEncoder encoder) {
    this.pairs = pairs;
    this.encoder = encoder;
  }

  @Override
  public List<CodeMicroBatch> of(long step) {
    return pairs.of(step).stream()
        .map(pair -> new CodeMicroBatch(pair.degraded(), encoder.codes(pair.targets())))
        .toList();
  }
}
