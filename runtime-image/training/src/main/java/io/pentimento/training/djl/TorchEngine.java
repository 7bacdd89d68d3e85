package io.pentimento.training.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.pentimento.core.device.Device;
import io.pentimento.core.device.DeviceChoice;
import io.pentimento.core.device.MissingDeviceException;
import io.pentimento.core.device.ProcessEnvironment;

/** Starts libtorch once, with the settings that this project relies on. */
public final class TorchEngine {
  static final String NO_TELEMETRY = "OPT_OUT_TRACKING";
  private static final String NAME = "PyTorch";

  private TorchEngine() {}

  /**
   * A manager of memory on the device that this process was told to use; whoever asks for it closes
   * it.
   *
   * <p>Call {@link #start()} before any other use of DJL in the process.
   *
   * @throws MissingDeviceException if libtorch cannot use it
   */
  public static NDManager newManager() {
    return newManager(DeviceChoice.ofThisProcess().device());
  }

  /** As {@link #newManager()}, on a device of the caller's choice. */
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
      // Otherwise DJL tells its vendor of machines in the cloud that it runs on.
      System.setProperty(NO_TELEMETRY, "true");
      Engine.getEngine(NAME);
      // The profiling executor re-compiles small scripts several times before it settles.
      JniUtils.setGraphExecutorOptimize(false);
    }

    static void once() {
      // The class initialiser has done it.
    }

    /**
     * libgomp's idle threads spin by default, which slows every operation many times over as soon
     * as another process wants a core. It reads the environment when it loads, hence this.
     */
    private static void passiveOpenMp() {
      if (System.getenv("OMP_WAIT_POLICY") == null) {
        ProcessEnvironment.set("OMP_WAIT_POLICY", "PASSIVE");
      }
    }
  }
}
