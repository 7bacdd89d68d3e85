// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import io.pentimento.worker.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * Output and exit code of a command.
 *
 * @param code the exit code
 */
public record CommandRun(int code, String out, String err) {

  public static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int code = commandLine.execute(words);
    return new CommandRun(code, out.toString(), err.toString());
  }
}
