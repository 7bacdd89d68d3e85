// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark;

import java.io.IOException;

/** The available benchmarks. */
enum Benchmark {
  /** One call of the prior's network on ONNX Runtime. */
  UNET_FORWARD(size -> NetworkForward.of(Networks.prior(size), size)),
  /** The same network on libtorch. */
  UNET_FORWARD_TORCH(size -> NetworkForward.onTorch(Networks.prior(size), size)),
  /** Only the outermost level of that network, with deep features of an earlier step. */
  UNET_OUTERMOST_LEVEL(OutermostLevel::of),
  /** One step of Algorithm 1 with DDPM: network, reverse step, low-frequency constraint. */
  SAMPLING_STEP(size -> Sampling.ofDdpm(size).noisiestStep()),
  /** That step without the call of the network. */
  SAMPLING_STEP_WITHOUT_NETWORK(size -> Sampling.withoutNetwork(size).noisiestStep()),
  /** The step with DPMSolver. */
  SOLVER_STEP(size -> Sampling.ofSolver(size).noisiestStep()),
  /** All steps of Algorithm 1 with DDPM: 150 of 250. */
  PSEUDO_TARGET(Sampling::ofDdpm),
  /** All steps of Algorithm 1 with DPMSolver: 12. */
  PSEUDO_TARGET_SOLVER(Sampling::ofSolver),
  /** One call of the restorer's network on ONNX Runtime. */
  SWINIR_FORWARD(size -> NetworkForward.of(Networks.restorer(size), size)),
  /** The same network on libtorch. */
  SWINIR_FORWARD_TORCH(size -> NetworkForward.onTorch(Networks.restorer(size), size)),
  /** One fine-tuning step of one image: L1, LPIPS and adversarial loss, both optimisers. */
  SWINIR_TRAINING_STEP(FineTuningStep::of),
  /** One call of a CodeFormer on ONNX Runtime, including generator and fusion. */
  CODEFORMER_FORWARD(size -> NetworkForward.of(Networks.codeFormer(size), size)),
  /** One fine-tuning step of one image with known codes: both code losses, Adam. */
  CODEFORMER_TRAINING_STEP(CodeTuningStep::of),
  /** One request to the server, from PNG to PNG. */
  RESTORE_REQUEST(RestoreRequest::of);

  @FunctionalInterface
  private interface Preparation {
    Workload of(Size size) throws IOException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // every preparation is a function without state
  private final Preparation preparation;

  Benchmark(Preparation preparation) {
    this.preparation = preparation;
  }

  Workload prepare(Size size) throws IOException {
    return preparation.of(size);
  }
}
