// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.pentimento.core.device.Device;
import io.pentimento.core.device.DeviceChoice;
import io.pentimento.core.device.MissingDeviceException;

/**
 * Options of a session.
 *
 * @param threads per run; 0 for all processors that this JVM may use
 * @param spinning whether idle threads busy-wait: faster on an idle machine, much slower on a
 *     shared one
 * @param optimization of the graph at load time
 */
public record SessionOptions(
    int threads, boolean spinning, Optimization optimization, Device device) {

  public enum Optimization {
    NONE(OrtSession.SessionOptions.OptLevel.NO_OPT),
    BASIC(OrtSession.SessionOptions.OptLevel.BASIC_OPT),
    EXTENDED(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT),
    ALL(OrtSession.SessionOptions.OptLevel.ALL_OPT);

    private final OrtSession.SessionOptions.OptLevel level;

    Optimization(OrtSession.SessionOptions.OptLevel level) {
      this.level = level;
    }
  }

  public SessionOptions {
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be 0 or more, not " + threads);
    }
  }

  /** All processors, no spinning, every optimisation. */
  public static SessionOptions defaults() {
    return new SessionOptions(0, false, Optimization.ALL, Device.CPU);
  }

  /**
   * As {@link #defaults()}, on the configured device of this process.
   *
   * @throws IllegalArgumentException if the configured device is unknown
   */
  public static SessionOptions ofThisProcess() {
    return defaults().withDevice(DeviceChoice.ofThisProcess().device());
  }

  public SessionOptions withThreads(int count) {
    return new SessionOptions(count, spinning, optimization, device);
  }

  public SessionOptions withSpinning(boolean on) {
    return new SessionOptions(threads, on, optimization, device);
  }

  public SessionOptions withOptimization(Optimization level) {
    return new SessionOptions(threads, spinning, level, device);
  }

  public SessionOptions withDevice(Device other) {
    return new SessionOptions(threads, spinning, optimization, other);
  }

  OrtSession.SessionOptions toNative() {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      options.setIntraOpNumThreads(threads == 0 ? processors() : threads);
      options.setOptimizationLevel(optimization.level);
      // Warnings about a graph concern its author, not the operator.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      options.addConfigEntry("session.intra_op.allow_spinning", spinning ? "1" : "0");
      return options;
    } catch (OrtException e) {
      options.close();
      throw new OnnxException("ONNX Runtime rejected its options: " + e.getMessage(), e);
    }
  }

  /**
   * By default ONNX Runtime has a thread per physical core of the machine, also where a container
   * has a lower limit, and binds each thread to a core, so that it waits for other processes while
   * another core is idle.
   */
  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Separate, because it fails if the machine lacks the device. */
  void addDevice(OrtSession.SessionOptions options) {
    if (device != Device.CUDA) {
      return;
    }
    try {
      options.addCUDA(0);
    } catch (OrtException e) {
      throw new MissingDeviceException("this ONNX Runtime", String.valueOf(e.getMessage()), e);
    }
  }
}
