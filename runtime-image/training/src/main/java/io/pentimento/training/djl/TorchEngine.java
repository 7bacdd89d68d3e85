package io.pentimento.training.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Library;
import com.sun.jna.Native;

/** Starts libtorch once, with the settings that this project relies on. */
public final class TorchEngine {
  private static final String NAME = "PyTorch";

  // As in malloc.h.
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_MAX = -4;
  private static final int M_ARENA_MAX = -8;

  private static final int NEVER = -1;
  private static final int TOP_PAD = 64 << 20;

  private interface LibC extends Library {
    int setenv(String name, String value, int overwrite);

    int mallopt(int parameter, int value);
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
      keepFreedMemory(c);
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

    /**
     * A training step frees its large arrays and the next one asks for the same. The C library
     * would hand them to the kernel and back each time, and the kernel clear every page anew. One
     * arena, so that a block that one thread frees fits another's request. Who sets malloc's own
     * variables decides instead.
     */
    private static void keepFreedMemory(LibC c) {
      if (System.getenv().keySet().stream().anyMatch(name -> name.startsWith("MALLOC_"))) {
        return;
      }
      c.mallopt(M_ARENA_MAX, 1);
      c.mallopt(M_MMAP_MAX, 0);
      c.mallopt(M_TRIM_THRESHOLD, NEVER);
      c.mallopt(M_TOP_PAD, TOP_PAD);
    }
  }
}
