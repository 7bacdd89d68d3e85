// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Uses {@code sun.misc.Signal}, which is part of every JDK but not of the Java specification. A
 * shutdown hook is not sufficient: hooks run concurrently, and that of ONNX Runtime frees memory
 * that the work still uses.
 */
public final class Signals {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Signals() {}

  /** Reverts {@link #on}. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Runs {@code action} on a signal, instead of ending the process.
   *
   * @param name such as {@code TERM}
   */
  static Registration on(String name, Runnable action) {
    Object handler =
        Proxy.newProxyInstance(
            Signals.class.getClassLoader(),
            new Class<?>[] {type(HANDLER)},
            (proxy, method, arguments) -> {
              action.run();
              return null;
            });
    Object before = handle(name, handler);
    return () -> handle(name, before);
  }

  /** Sends a signal to this process. */
  public static void raise(String name) {
    call("raise", new Class<?>[] {type(SIGNAL)}, signal(name));
  }

  private static Object handle(String name, Object handler) {
    return call("handle", new Class<?>[] {type(SIGNAL), type(HANDLER)}, signal(name), handler);
  }

  private static Object signal(String name) {
    try {
      return type(SIGNAL).getConstructor(String.class).newInstance(name);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java has no signal " + name, e);
    }
  }

  private static Object call(String method, Class<?>[] types, Object... arguments) {
    try {
      return type(SIGNAL).getMethod(method, types).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("signal: " + e.getTargetException().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java does not support signal handlers", e);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("this Java has no module jdk.unsupported", e);
    }
  }
}
