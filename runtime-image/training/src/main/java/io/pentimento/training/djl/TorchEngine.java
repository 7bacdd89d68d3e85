package io.pentimento.training.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Library;
import com.sun.jna.Native;

/** Starts libtorch once, with the settings that this project relies on. */
public final class TorchEngine {
  private static final String NAME = "PyTorch";

  private interface LibC extends Library {
    int setenv(String name, String value, int overwrite);
  }

  private TorchEngine() {}

  /**
   * A manager of native memory; whoever asks for it closes it.
   *
   * <p>Call {@link #start()} before any other use of DJL in the process.
   */
  public static NDManager newManager() {
    start();
    return Engine.getEngine(NAME).newBaseManager();
  }

  /** As {@link #newManager()}, on a device of the caller's choice. */
  public static NDManager newManager(Device device) {
    start();
    return Engine.getEngine(NAME).newBaseManager(device);
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
      Engine.getEngine(NAME);
      // The profiling executor re-compiles small scripts several times before it settles.
      JniUtils.setGraphExecutorOptimize(false);
    }

    static void once() {
      // The class initialiser has done it.
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
