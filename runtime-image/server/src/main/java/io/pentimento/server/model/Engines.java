// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.model;

import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.restorer.RestorerEngine;
import io.pentimento.core.restorer.RestorerSession;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Engines for models other than ONNX. They and their dependencies are not part of the server, which
 * keeps it small. Of the server's modules, they can use only {@code core}.
 *
 * @param classPath in Java's format: files and folders separated by colons, {@code FOLDER/*} for
 *     all jars of a folder; empty for none
 */
public record Engines(String classPath) {
  private static final String ALL = "/*";

  /**
   * Loads a model with the first engine that supports it.
   *
   * @throws IllegalArgumentException if no engine supports it
   * @throws IllegalStateException if the engine does not start
   */
  RestorerSession open(Path model, SessionOptions options) {
    ClassLoader loader = loader();
    for (RestorerEngine engine : ServiceLoader.load(RestorerEngine.class, loader)) {
      if (engine.reads(model)) {
        return open(engine, loader, model, options);
      }
    }
    throw new IllegalArgumentException(
        "The model '%s' is not an ONNX file, and this server has no engine for it; for TorchScript use"
                .formatted(model)
            + " the image server-torchscript, or set pentimento.server.engine-path.");
  }

  /** Engines load their parts with the class loader of the thread. */
  private static RestorerSession open(
      RestorerEngine engine, ClassLoader loader, Path model, SessionOptions options) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return engine.open(model, options);
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "The engine for '%s' does not start: %s".formatted(model, e), e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Kept until the process ends, because native libraries can be loaded only once. */
  private ClassLoader loader() {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        files(entry).forEach(file -> urls.add(url(file)));
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), Engines.class.getClassLoader());
  }

  private static List<Path> files(String entry) {
    if (!entry.endsWith(ALL)) {
      return List.of(Path.of(entry));
    }
    Path folder = Path.of(entry.substring(0, entry.length() - ALL.length()));
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "pentimento.server.engine-path: %s cannot be read".formatted(entry), e);
    }
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(
          "pentimento.server.engine-path: '%s' is not a valid path".formatted(file), e);
    }
  }
}
