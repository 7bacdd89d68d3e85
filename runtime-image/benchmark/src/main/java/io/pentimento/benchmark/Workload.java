package io.pentimento.benchmark;

/** Something that is ready to be done again and again. */
public interface Workload extends AutoCloseable {
  void run();

  /** The process that does the work. */
  default ProcessHandle process() {
    return ProcessHandle.current();
  }

  @Override
  void close();
}
