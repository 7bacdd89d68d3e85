package io.pentimento.core.device;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The only way to ONNX Runtime, whose telemetry it turns off before the library is loaded.
 *
 * <p>ONNX Runtime 1.29 sends its events to its vendor, names of files and metadata of models among
 * them, and queues them under {@code ~/.cache}. {@link OrtEnvironment#setTelemetry} comes too late:
 * the first events have been sent by then. Only the variable stops them all.
 */
public final class OnnxRuntimeLibrary {
  /** Telemetry is off where this is 1. */
  public static final String NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";

  private static final String ON = "1";

  private OnnxRuntimeLibrary() {}

  /**
   * @throws UnsatisfiedLinkError if the library cannot be loaded
   */
  public static OrtEnvironment environment() {
    return loaded(OrtEnvironment::getEnvironment);
  }

  /**
   * What the library can compute on.
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

  /** With the first cause, such as a temporary folder that cannot be written to. */
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
      // Whoever starts this process should have set it: JNA needs a folder that it may run code in.
      if (!ON.equals(System.getenv(NO_TELEMETRY))) {
        ProcessEnvironment.set(NO_TELEMETRY, ON);
      }
    }

    static void once() {
      // The class initialiser has done it.
    }
  }
}
