// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Calls ATen operators that DJL does not bind, with gradients: each expression becomes a small
 * TorchScript module that is compiled once and called like a function.
 *
 * <p>Not thread-safe.
 */
final class TorchScript {
  private final PtNDManager manager;
  private final Map<String, PtSymbolBlock> modules = new HashMap<>();

  TorchScript(NDManager manager) {
    this.manager = (PtNDManager) manager;
  }

  /** Evaluates a TorchScript expression over {@code a0, a1, …}. */
  NDArray eval(String expression, NDArray... arguments) {
    PtSymbolBlock module =
        modules.computeIfAbsent(
            arguments.length + ":" + expression,
            key -> load(tensors(arguments.length), "Tensor", "return " + expression));
    String[] names = hideNames(arguments);
    try {
      return IValueUtils.forward(module, new NDList(arguments), JniUtils.isGradMode()).get(0);
    } finally {
      restoreNames(arguments, names);
    }
  }

  /** DJL interprets a dot in an array's name as the path of a nested argument. */
  private static String[] hideNames(NDArray... arguments) {
    String[] names = new String[arguments.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = arguments[i].getName();
      arguments[i].setName(null);
    }
    return names;
  }

  private static void restoreNames(NDArray[] arguments, String[] names) {
    for (int i = 0; i < names.length; i++) {
      arguments[i].setName(names[i]);
    }
  }

  /**
   * Runs statements with arguments of any type, without gradients.
   *
   * @param arguments as declared in {@code signature}
   * @return the result of the statements; the caller closes it
   */
  IValue run(Signature signature, String statements, IValue... arguments) {
    PtSymbolBlock module =
        modules.computeIfAbsent(
            signature + ":" + statements,
            key -> load(signature.arguments(), signature.result(), statements));
    return IValueUtils.forward(module, arguments);
  }

  /**
   * Arguments and result of a script.
   *
   * @param arguments such as {@code a: Tensor, factor: float}
   * @param result such as {@code Tensor}
   */
  record Signature(String arguments, String result) {}

  private static String tensors(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a" + i + ": Tensor").collect(joining(", "));
  }

  private PtSymbolBlock load(String arguments, String result, String statements) {
    return GeneratedModule.load(
        manager, ", %s) -> %s".formatted(arguments, result), statements.indent(4));
  }
}
