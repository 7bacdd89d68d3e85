// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.prior;

import io.pentimento.core.tensor.Tensor;

/**
 * The data of one step of a prior's training, without the noise.
 *
 * @param images (N, 3, H, W) in [0, 1]
 * @param t steps of the full schedule, one per image
 */
record PriorBatch(Tensor images, int[] t) {}
