package io.pentimento.worker;

import io.pentimento.stage.FailureClass;
import io.pentimento.worker.stage.Diagnosis;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into a sentence and an exit code; the stack only with -Dtrace. */
final class FailureReport implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult arguments) {
    String sentence = failure.getMessage();
    commandLine
        .getErr()
        .println("pentimento: " + (sentence == null ? failure.toString() : sentence));
    if (Boolean.getBoolean("trace") || isDefect(failure)) {
      failure.printStackTrace(commandLine.getErr());
    }
    return exitCode(failure);
  }

  private static boolean isDefect(Exception failure) {
    return Diagnosis.of(failure).failure() == FailureClass.INTERNAL;
  }

  private static int exitCode(Exception failure) {
    FailureClass failureClass = Diagnosis.of(failure).failure();
    return failureClass.exitCode();
  }
}
