// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.pentimento.training.djl.TorchScript.Signature;

/**
 * Operations on lists of tensors, with libtorch's {@code _foreach} kernels. An optimizer step for
 * several hundred weights takes a few calls instead of thousands. This matters on a GPU, where the
 * host needs more time for a call than the GPU for a small tensor.
 *
 * <p>Gradients are not recorded. Not thread-safe.
 */
public final class ForeachOps {
  private static final Signature ONE_TO_TENSOR = new Signature("x: List[Tensor]", "Tensor");
  private static final Signature ONE = new Signature("x: List[Tensor]", "NoneType");
  private static final Signature BLEND =
      new Signature("x: List[Tensor], y: List[Tensor], factor: float, share: float", "NoneType");
  private static final Signature ADAM_W =
      new Signature(
          "p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], scale: float,"
              + " beta1: float, beta2: float, eps: float, decay: float, rate: float, root: float",
          "NoneType");

  private final PtNDManager manager;
  private final TorchScript script;

  public ForeachOps(NDManager manager) {
    this.manager = (PtNDManager) manager;
    this.script = new TorchScript(manager);
  }

  /** The Euclidean norm over all elements; waits for the device. */
  public float norm(TensorList x) {
    String norm = "return torch.norm(torch.stack(torch._foreach_norm(x, 2)))";
    try (IValue result = script.run(ONE_TO_TENSOR, norm, x.value());
        NDArray value = result.toTensor(manager)) {
      return value.getFloat();
    }
  }

  /** {@code x ← 0} */
  public void zero(TensorList x) {
    script.run(ONE, "torch._foreach_zero_(x)\nreturn None", x.value()).close();
  }

  /** {@code x ← factor·x + share·y} */
  public void blend(TensorList x, double factor, TensorList y, double share) {
    String blend =
        """
        torch._foreach_mul_(x, factor)
        torch._foreach_add_(x, y, alpha=share)
        return None
        """;
    try (IValue f = IValue.from(factor);
        IValue s = IValue.from(share)) {
      script.run(BLEND, blend, x.value(), y.value(), f, s).close();
    }
  }

  /**
   * Constants of one step of AdamW.
   *
   * @param gradientScale factor on all gradients
   * @param rate learning rate over the bias correction of the first moment
   * @param decay factor on the weights, 1 without weight decay
   * @param root of the bias correction of the second moment
   */
  public record AdamWStep(
      double gradientScale,
      double beta1,
      double beta2,
      double epsilon,
      double decay,
      double rate,
      double root) {}

  /**
   * Updates weights {@code p} and the moments {@code m}, {@code v}; scales the gradients {@code g}.
   */
  public void adamW(TensorList p, TensorList g, TensorList m, TensorList v, AdamWStep step) {
    String update =
        """
        torch._foreach_mul_(g, scale)
        torch._foreach_mul_(m, beta1)
        torch._foreach_add_(m, g, alpha=torch.sub(1., beta1))
        torch._foreach_mul_(v, beta2)
        torch._foreach_addcmul_(v, g, g, torch.sub(1., beta2))
        d = torch._foreach_sqrt(v)
        torch._foreach_div_(d, root)
        torch._foreach_add_(d, eps)
        torch._foreach_mul_(p, decay)
        torch._foreach_addcdiv_(p, m, d, torch.neg(rate))
        return None
        """;
    double[] numbers = {
      step.gradientScale(),
      step.beta1(),
      step.beta2(),
      step.epsilon(),
      step.decay(),
      step.rate(),
      step.root()
    };
    IValue[] arguments = new IValue[4 + numbers.length];
    TensorList[] lists = {p, g, m, v};
    for (int i = 0; i < lists.length; i++) {
      arguments[i] = lists[i].value();
    }
    for (int i = 0; i < numbers.length; i++) {
      arguments[lists.length + i] = IValue.from(numbers[i]);
    }
    script.run(ADAM_W, update, arguments).close();
    for (int i = lists.length; i < arguments.length; i++) {
      arguments[i].close();
    }
  }
}
