// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.codeformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.pentimento.core.checkpoint.StateDict;
import io.pentimento.core.network.codeformer.CodeFormer;
import io.pentimento.training.djl.ArrayTransfer;
import io.pentimento.training.djl.DjlOps;
import io.pentimento.training.djl.ProductFormat;
import io.pentimento.training.finetune.FineTuningTask;
import io.pentimento.training.loop.SingleLearnerTask;
import io.pentimento.training.optimizer.Gradients;
import io.pentimento.training.optimizer.Learner;
import io.pentimento.training.optimizer.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fine-tunes a CodeFormer on the codes of targets: its encoder and its transformer are trained;
 * codebook, generator and fusion are fixed (docs/method.md, section 4.4).
 */
public final class CodeFormerFineTuning implements FineTuningTask, SingleLearnerTask {
  private static final String RESTORER = "restorer";

  /** Provides the micro-batches of a step, depending only on the step's number. */
  @FunctionalInterface
  public interface Batches {
    List<CodeMicroBatch> of(long step);
  }

  private final NDManager manager;
  private final CodeFormer network;
  private final CodeTuningConfig config;
  private final Batches batches;
  private final StateDict pretrained;
  private final Learner learner;
  private final DjlOps ops;
  private final CodeObjective objective;

  /**
   * @param pretrained all weights of the restorer; only those needed by the losses are copied to
   *     native memory
   */
  public CodeFormerFineTuning(
      NDManager manager,
      CodeFormer network,
      StateDict pretrained,
      CodeTuningConfig config,
      Batches batches) {
    this(manager, network, pretrained, config, batches, ProductFormat.FLOAT32);
  }

  /** As above, with products in another number format. */
  public CodeFormerFineTuning(
      NDManager manager,
      CodeFormer network,
      StateDict pretrained,
      CodeTuningConfig config,
      Batches batches,
      ProductFormat products) {
    this.manager = manager;
    this.network = network;
    this.config = config;
    this.batches = batches;
    this.pretrained = pretrained;
    StateDict used = pretrained.filter(name -> trains(name) || name.startsWith("quantize."));
    this.learner =
        new Learner(
            manager, Parameters.of(manager, used, CodeFormerFineTuning::trains), config.learner());
    this.ops = new DjlOps(manager, learner.parameters(), products);
    this.objective = new CodeObjective(ops, network, config.losses());
  }

  /** Whether a weight belongs to the encoder or to the prediction of codes. */
  public static boolean trains(String name) {
    return !name.startsWith("quantize.")
        && !name.startsWith("generator.")
        && !name.startsWith("fuse_convs_dict.");
  }

  @Override
  public Map<String, Double> advance() {
    Map<String, Double> losses = new LinkedHashMap<>();
    accumulate(losses);
    learner.apply();
    return losses;
  }

  /** Adds the gradients of this step's batch, without changing the weights. */
  void accumulate(Map<String, Double> losses) {
    for (CodeMicroBatch micro : batches.of(learner.step())) {
      Gradients.accumulate(() -> loss(micro, losses));
    }
  }

  /** The weighted loss of a micro-batch; adds its terms to {@code losses}. */
  private NDArray loss(CodeMicroBatch micro, Map<String, Double> losses) {
    NDArray degraded = ArrayTransfer.toDevice(manager, micro.degraded());
    NDArray codes = ArrayTransfer.toDevice(manager, micro.codes()).toType(DataType.INT64, false);
    double share = 1.0 / config.microBatches();
    Map<String, NDArray> terms =
        objective.terms(network.predict(ops, ops.affine(degraded, 2, -1)), codes);
    terms.forEach((name, term) -> losses.merge(name, term.getFloat() * share, Double::sum));
    NDArray sum = terms.values().stream().reduce(ops::add).orElseThrow();
    return ops.affine(sum, share, 0);
  }

  @Override
  public StateDict best() {
    return pretrained.overlaidWith(learner.best());
  }

  @Override
  public Learner learner() {
    return learner;
  }

  @Override
  public String role() {
    return RESTORER;
  }

  @Override
  public void close() {
    learner.close();
  }
}
