package io.pentimento.training.pretrain;

import io.pentimento.training.finetune.codeformer.CodeEncoder;
import io.pentimento.training.finetune.codeformer.CodeFormerFineTuning.Batches;
import io.pentimento.training.finetune.codeformer.CodeMicroBatch;
import java.util.List;

/**
 * Freshly degraded images with the codes of the clean ones: the second stage of a CodeFormer's
 * pretraining.
 */
public final class DegradedCodes implements Batches {
  private final DegradedPairs pairs;
  private final CodeEncoder encoder;

  /**
   * @param encoder of the first stage, which saw clean images only
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
