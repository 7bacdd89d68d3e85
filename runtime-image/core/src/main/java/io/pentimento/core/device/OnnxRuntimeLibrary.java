// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.device;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The only access to ONNX Runtime. Disables its telemetry before the library is loaded.
 *
 * <p>ONNX Runtime 1.29 sends events to its vendor, including file names and model metadata, and
 * queues them under {@code ~/.cache}. {@link OrtEnvironment#setTelemetry} is too late, because the
 * first events have been sent by then. Only the environment variable prevents all of them.
 */
public final class OnnxRuntimeLibrary {
  /** Disables telemetry if it is 1. */
  public static final String NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";

  private static final String ON = "1";

  private OnnxRuntimeLibrary() {}

  /**
   * The environment of ONNX Runtime, which loads the native library on first use.
   *
   * @throws UnsatisfiedLinkError if the library cannot be loaded
   */
  public static OrtEnvironment environment() {
    return loaded(OrtEnvironment::getEnvironment);
  }

  /**
   * The devices that the library supports.
   *
   * @throws UnsatisfiedLinkError if the library cannot be loaded
   */
  public static Set<OrtProvider> providers() {
    return loaded(OrtEnvironment::getAvailableProviders);
  }

  private static <T> T loaded(Supplier<T> use) {
    Quiet.once();
    try {
      return use.get();
    } catch (ExceptionInInitializerError e) {
      throw notLoaded(e);
    }
  }

  /** With the root cause, such as a temporary folder that is not writable. */
  private static UnsatisfiedLinkError notLoaded(Throwable e) {
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    UnsatisfiedLinkError error = new UnsatisfiedLinkError(first.toString());
    error.initCause(e);
    return error;
  }

  private static final class Quiet {
    static {
      // The variable should be set by the parent process: setting it here needs JNA, which needs a
      // folder with execute permission.
      if (!ON.equals(System.getenv(NO_TELEMETRY))) {
        ProcessEnvironment.set(NO_TELEMETRY, ON);
      }
    }

    static void once() {
      // The class initialiser loads the library.
    }
  }
}
