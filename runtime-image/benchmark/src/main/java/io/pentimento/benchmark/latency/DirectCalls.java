// SPDX-License-Identifier: Apache-2.0
package io.pentimento.benchmark.latency;

import io.pentimento.benchmark.Images;
import io.pentimento.benchmark.Size;
import io.pentimento.core.onnx.OnnxSession;
import io.pentimento.core.onnx.SessionOptions;
import io.pentimento.core.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Calls ONNX Runtime directly, in a process of its own on the cores of the server. */
record DirectCalls(Placement placement, Size size, Path model) {
  private static final int WARM_UP = 30;

  /** Latencies of calls one after another. */
  Latencies oneAfterAnother(int count) throws IOException {
    return measured(count, 0);
  }

  /** Latencies of calls at equal intervals, measured from the scheduled times. */
  Latencies atIntervals(int count, double perSecond) throws IOException {
    return measured(count, perSecond);
  }

  private Latencies measured(int count, double perSecond) throws IOException {
    List<String> arguments =
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            DirectCalls.class.getName(),
            size.name(),
            model.toString(),
            Integer.toString(placement.threads()),
            Integer.toString(count),
            Double.toString(perSecond));
    Process process =
        new ProcessBuilder(placement.java(arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      long[] nanos = lines.lines().mapToLong(Long::parseLong).toArray();
      if (nanos.length != count) {
        throw new IllegalStateException("the process with direct calls failed; see its error");
      }
      return Latencies.of(nanos);
    }
  }

  /**
   * Prints the latency of each call, in nanoseconds.
   *
   * @param arguments size, model, threads, number of calls, calls per second or 0
   */
  public static void main(String[] arguments) {
    Tensor image = Images.random(Size.valueOf(arguments[0]), 1);
    SessionOptions options = SessionOptions.defaults().withThreads(Integer.parseInt(arguments[2]));
    int count = Integer.parseInt(arguments[3]);
    try (OnnxSession session = OnnxSession.open(Path.of(arguments[1]), options)) {
      oneAfterAnother(session, image, Math.min(count, WARM_UP));
      double perSecond = Double.parseDouble(arguments[4]);
      Latencies latencies =
          perSecond == 0
              ? oneAfterAnother(session, image, count)
              : at(Arrivals.EVEN.nanos(count, perSecond), session, image);
      for (long nanos : latencies.nanos()) {
        System.out.println(nanos);
      }
    }
  }

  private static Latencies oneAfterAnother(OnnxSession session, Tensor image, int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      session.run(image);
      nanos[i] = System.nanoTime() - start;
    }
    return Latencies.of(nanos);
  }

  private static Latencies at(long[] arrivals, OnnxSession session, Tensor image) {
    long[] nanos = new long[arrivals.length];
    long start = System.nanoTime();
    for (int i = 0; i < arrivals.length; i++) {
      long due = start + arrivals[i];
      Schedule.sleepUntil(due);
      session.run(image);
      nanos[i] = System.nanoTime() - due;
    }
    return Latencies.of(nanos);
  }
}
