package io.pentimento.training.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Library;
import com.sun.jna.Native;
import io.pentimento.core.device.Device;
import io.pentimento.core.device.DeviceChoice;
import io.pentimento.core.device.MissingDeviceException;

/** Starts libtorch once, with the settings that this project relies on. */
public final class TorchEngine {
  /** Variable that permits TF32 arithmetic in float32 networks on GPUs: {@code Allow}. */
  public static final String TF32_VARIABLE = "PENTIMENTO_TF32";

  private static final String ALLOW = "Allow";
  private static final String NAME = "PyTorch";

  private interface LibC extends Library {
    int setenv(String name, String value, int overwrite);
  }

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
    return newManager(deviceOfThisProcess());
  }

  /**
   * The device that {@link DeviceChoice#VARIABLE} selects; libtorch is only started where there is
   * a choice.
   */
  public static Device deviceOfThisProcess() {
    return DeviceChoice.ofThisProcess().device(TorchEngine::seesGpu);
  }

  private static boolean seesGpu() {
    start();
    return Engine.getEngine(NAME).getGpuCount() > 0;
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
      LibC c = Native.load("c", LibC.class);
      passiveOpenMp(c);
      exactFloat32(c);
      Engine.getEngine(NAME);
      // The profiling executor re-compiles small scripts several times before it settles.
      JniUtils.setGraphExecutorOptimize(false);
    }

    static void once() {
      // The class initialiser has done it.
    }

    /**
     * NVIDIA's libraries round the factors of float32 convolutions to 10 bits (TF32) by default;
     * results must agree with those of the CPU.
     */
    private static void exactFloat32(LibC c) {
      if (ALLOW.equalsIgnoreCase(System.getenv(TF32_VARIABLE))) {
        c.setenv("TORCH_ALLOW_TF32_CUBLAS_OVERRIDE", "1", 0);
      } else {
        c.setenv("NVIDIA_TF32_OVERRIDE", "0", 0);
      }
    }

    /**
     * libgomp's idle threads spin by default, which slows every operation many times over as soon
     * as another process wants a core. It reads the environment when it loads, hence setenv.
     */
    private static void passiveOpenMp(LibC c) {
      if (System.getenv("OMP_WAIT_POLICY") == null) {
        c.setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
      }
    }
  }
}
