package io.pentimento.worker.local.serving;

import io.pentimento.core.device.OnnxRuntimeLibrary;
import io.pentimento.worker.process.ParentWatch;
import java.io.IOException;
import java.util.List;

/**
 * Starts a server and ends it together with the parent of this process: the server itself knows
 * nothing of parents.
 */
final class ServerGuard {
  private static final String ENGINES = "PENTIMENTO_SERVER_ENGINE_PATH";

  private ServerGuard() {}

  /**
   * @param command the server's, as for a shell
   */
  public static void main(String[] command) throws IOException, InterruptedException {
    ParentWatch.beginIfAsked();
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command))
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT);
    // The engines of the training serve its modules. Too long for a command line, see WorkerJvm.
    builder.environment().put(ENGINES, System.getProperty("java.class.path"));
    builder.environment().put(OnnxRuntimeLibrary.NO_TELEMETRY, "1");
    Process server = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::destroy, "server-end"));
    System.exit(server.waitFor());
  }
}
