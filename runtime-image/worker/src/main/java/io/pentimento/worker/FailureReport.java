// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker;

import io.pentimento.contract.FailureClass;
import io.pentimento.worker.runtime.Explanation;
import io.pentimento.worker.runtime.FailureClassifier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Converts an exception of a command into a message and an exit code; prints the stack trace only
 * with -Dtrace.
 */
final class FailureReport implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult arguments) {
    return report(failure, commandLine);
  }

  static int report(Throwable failure, CommandLine commandLine) {
    FailureClass failureClass = FailureClassifier.of(failure).failure();
    commandLine.getErr().println("pentimento: " + Explanation.of(failure));
    if (Boolean.getBoolean("trace") || failureClass == FailureClass.INTERNAL) {
      failure.printStackTrace(commandLine.getErr());
    }
    return failureClass.exitCode();
  }
}
