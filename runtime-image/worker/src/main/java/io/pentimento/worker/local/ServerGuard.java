package io.pentimento.worker.local;

import io.pentimento.worker.ParentWatch;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * Starts the server of another jar in this process, and ends with the parent: the server itself
 * knows nothing of parents.
 */
final class ServerGuard {
  private ServerGuard() {}

  /**
   * @param arguments the jar of the server
   */
  public static void main(String[] arguments) throws Exception {
    ParentWatch.beginIfAsked();
    URL jar = Path.of(arguments[0]).toUri().toURL();
    @SuppressWarnings("resource") // as long as the process
    URLClassLoader loader =
        new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    loader
        .loadClass("io.quarkus.bootstrap.runner.QuarkusEntryPoint")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
  }
}
