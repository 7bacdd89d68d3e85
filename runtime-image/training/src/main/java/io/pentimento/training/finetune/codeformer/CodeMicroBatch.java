// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.finetune.codeformer;

import io.pentimento.core.tensor.Tensor;

/**
 * The data of one forward pass of a CodeFormer.
 *
 * @param degraded (N, 3, H, W) in [0, 1]
 * @param codes of the targets, (N, tokens)
 */
public record CodeMicroBatch(Tensor degraded, Tensor codes) {}
