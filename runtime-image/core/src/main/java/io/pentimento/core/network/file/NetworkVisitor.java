// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.network.file;

/**
 * One method for each kind of {@link NetworkFile}, so that the compiler finds what does not handle
 * a new kind.
 *
 * @param <R> the result
 */
public interface NetworkVisitor<R> {
  R uNet(UNetFile prior);

  R swinIr(SwinIrFile restorer);

  R codeFormer(CodeFormerFile restorer);
}
