package io.pentimento.worker;

import io.pentimento.stage.FailureClass;
import java.io.IOException;
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
    return exitCode(failure) == FailureClass.INTERNAL.exitCode();
  }

  private static int exitCode(Exception failure) {
    if (failure instanceof IllegalArgumentException) {
      return FailureClass.USER_ERROR.exitCode();
    }
    return (failure instanceof IOException ? FailureClass.INFRASTRUCTURE : FailureClass.INTERNAL)
        .exitCode();
  }
}
