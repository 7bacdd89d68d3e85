// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.core.device.Device;
import io.pentimento.core.device.DeviceChoice;
import io.pentimento.core.device.MissingDeviceException;
import io.pentimento.core.device.ProcessEnvironment;

/** Starts libtorch once, with the required settings. */
public final class TorchEngine {
  /**
   * Environment variable that allows TF32 arithmetic in float32 networks on GPUs: {@code Allow}.
   */
  public static final String TF32_VARIABLE = "PENTIMENTO_TF32";

  private static final String ALLOW = "Allow";
  static final String NO_TELEMETRY = "OPT_OUT_TRACKING";
  private static final String NAME = "PyTorch";

  private TorchEngine() {}

  /**
   * A manager of memory on the configured device of this process; the caller closes it.
   *
   * <p>Call {@link #start()} before any other use of DJL in the process.
   *
   * @throws MissingDeviceException if libtorch cannot use the device
   */
  public static NDManager newManager() {
    return newManager(deviceOfThisProcess());
  }

  /**
   * The device that {@link DeviceChoice#VARIABLE} selects; libtorch is started only if the choice
   * depends on it.
   */
  public static Device deviceOfThisProcess() {
    return DeviceChoice.ofThisProcess().device(TorchEngine::hasGpu);
  }

  private static boolean hasGpu() {
    start();
    return Engine.getEngine(NAME).getGpuCount() > 0;
  }

  /** As {@link #newManager()}, on the given device. */
  public static NDManager newManager(Device device) {
    start();
    Engine engine = Engine.getEngine(NAME);
    if (device == Device.CUDA && engine.getGpuCount() == 0) {
      throw new MissingDeviceException("this libtorch", "it sees no GPU", null);
    }
    return engine.newBaseManager(device == Device.CUDA ? ai.djl.Device.gpu() : ai.djl.Device.cpu());
  }

  /** Idempotent. */
  public static void start() {
    Started.once();
  }

  /** Whether operations on the calling thread record gradients; libtorch keeps this per thread. */
  public static void recordGradients(boolean record) {
    JniUtils.setGradMode(record);
  }

  private static final class Started {
    static {
      passiveOpenMp();
      exactFloat32();
      // Otherwise DJL reports the cloud machine on which it runs to its vendor.
      System.setProperty(NO_TELEMETRY, "true");
      Engine.getEngine(NAME);
      // The profiling executor compiles small scripts repeatedly before it reaches its final state.
      JniUtils.setGraphExecutorOptimize(false);
    }

    static void once() {
      // The class initialiser starts it.
    }

    /**
     * NVIDIA's libraries round the operands of float32 convolutions to 10 bits (TF32) by default,
     * but results must agree with those of the CPU.
     */
    private static void exactFloat32() {
      if (ALLOW.equalsIgnoreCase(System.getenv(TF32_VARIABLE))) {
        setUnlessGiven("TORCH_ALLOW_TF32_CUBLAS_OVERRIDE", "1");
      } else {
        setUnlessGiven("NVIDIA_TF32_OVERRIDE", "0");
      }
    }

    /**
     * Idle threads of libgomp spin by default, which slows every operation considerably when
     * another process needs a core. libgomp reads this variable when it is loaded.
     */
    private static void passiveOpenMp() {
      setUnlessGiven("OMP_WAIT_POLICY", "PASSIVE");
    }

    private static void setUnlessGiven(String variable, String value) {
      if (System.getenv(variable) == null) {
        ProcessEnvironment.set(variable, value);
      }
    }
  }
}
