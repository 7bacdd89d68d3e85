// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker;

import io.pentimento.contract.FailureClass;
import io.pentimento.worker.command.DegradeCommand;
import io.pentimento.worker.command.FeaturesCommand;
import io.pentimento.worker.command.InspectCommand;
import io.pentimento.worker.command.RestoreCommand;
import io.pentimento.worker.command.SampleCommand;
import io.pentimento.worker.command.pretrain.PretrainCommand;
import io.pentimento.worker.command.verify.VerifyCommand;
import io.pentimento.worker.compare.CompareCommand;
import io.pentimento.worker.local.RunCommand;
import io.pentimento.worker.photo.AlignCommand;
import io.pentimento.worker.plan.PlanCommand;
import io.pentimento.worker.process.ParentWatch;
import io.pentimento.worker.publish.PublishCommand;
import io.pentimento.worker.publish.PullCommand;
import io.pentimento.worker.publish.ReportCommand;
import io.pentimento.worker.publish.VerifyModelCommand;
import io.pentimento.worker.retention.GcCommand;
import io.pentimento.worker.runtime.Program;
import io.pentimento.worker.stage.StageCommand;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code pentimento}. Exit codes are those of {@link FailureClass}. */
@Command(
    name = "pentimento",
    mixinStandardHelpOptions = true,
    version = Program.VERSION,
    description = "Adapts face restoration models to images that their training did not cover.")
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException {
    ParentWatch.beginIfAsked();
    System.exit(execute(arguments));
  }

  /** Reports errors of the JVM like exceptions, because Picocli handles only exceptions. */
  private static int execute(String... arguments) {
    CommandLine commandLine = commandLine();
    try {
      return commandLine.execute(arguments);
    } catch (VirtualMachineError | LinkageError e) {
      return FailureReport.report(e, commandLine);
    }
  }

  /** The complete command line; without a subcommand it prints its usage. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    subcommands().forEach(commandLine::addSubcommand);
    return commandLine
        .setExecutionExceptionHandler(new FailureReport())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** All subcommands, in the order of the usage message. */
  private static List<Object> subcommands() {
    return List.of(
        new RunCommand(),
        new PlanCommand(),
        new CompareCommand(),
        new PublishCommand(),
        new PullCommand(),
        new VerifyModelCommand(),
        new ReportCommand(),
        new GcCommand(),
        new StageCommand(),
        new PretrainCommand(),
        new FeaturesCommand(),
        new InspectCommand(),
        new VerifyCommand(),
        new RestoreCommand(),
        new AlignCommand(),
        new DegradeCommand(),
        new SampleCommand());
  }
}
