package io.pentimento.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.util.HashMap;
import java.util.Map;

/**
 * Reaches the ATen operators that DJL does not bind, with gradients: each expression becomes a tiny
 * TorchScript module, written in memory once and called like a function.
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
            arguments.length + ":" + expression, key -> load(expression, arguments.length));
    String[] names = hideNames(arguments);
    try {
      return IValueUtils.forward(module, new NDList(arguments), JniUtils.isGradMode()).get(0);
    } finally {
      restoreNames(arguments, names);
    }
  }

  /** DJL parses a dot in an array's name as the path of a nested argument. */
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

  private PtSymbolBlock load(String expression, int arity) {
    StringBuilder arguments = new StringBuilder();
    for (int i = 0; i < arity; i++) {
      arguments.append(", a").append(i).append(": Tensor");
    }
    return GeneratedModule.load(manager, arguments + ") -> Tensor", "    return " + expression);
  }
}
