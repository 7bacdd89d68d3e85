// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.worker.Main;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** Help texts, and arguments that do not form a command. */
class UsageTest {
  static Stream<CommandSpec> commands() {
    return Main.commandLine().getSubcommands().values().stream()
        .flatMap(
            command ->
                Stream.concat(Stream.of(command), command.getSubcommands().values().stream()))
        .map(CommandLine::getCommandSpec);
  }

  private static String[] words(CommandSpec command, String... more) {
    List<String> names = List.of(command.qualifiedName().split(" "));
    return Stream.concat(names.stream().skip(1), Arrays.stream(more)).toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandDescribesItselfItsParametersAndItsOptions(CommandSpec command) {
    assertThat(command.usageMessage().description()).isNotEmpty();
    assertThat(command.args())
        .filteredOn(argument -> !argument.hidden())
        .allSatisfy(argument -> assertThat(argument.description()).isNotEmpty());
  }

  /** The list of commands shows only the first line of each description. */
  @ParameterizedTest
  @MethodSource("commands")
  void theFirstLineOfADescriptionIsASentence(CommandSpec command) {
    assertThat(command.usageMessage().description()[0]).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpOfAnOptionNamesItsDefault(CommandSpec command) {
    assertThat(command.options())
        .filteredOn(option -> !option.hidden())
        .filteredOn(option -> option.defaultValue() != null && !option.defaultValue().isEmpty())
        .allSatisfy(
            option ->
                assertThat(String.join(" ", option.description()))
                    .as(option.longestName())
                    .contains("efault: " + option.defaultValue()));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpThatFitsATerminal(CommandSpec command) {
    CommandRun run = CommandRun.of((Object[]) words(command, "--help"));

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Usage: " + command.qualifiedName());
    assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownOptionIsAUsageErrorThatNamesIt(CommandSpec command) {
    CommandRun run = CommandRun.of((Object[]) words(command, "--no-such-option"));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).containsAnyOf("--no-such-option", "Missing required");
  }

  @ParameterizedTest
  @CsvSource({
    "restore,                    --model",
    "restore --model m,          IN",
    "restore --model m in,       OUT",
    "align,                      PHOTOS",
    "degrade in out,             --preset",
    "sample out,                 --prior",
    "features w,                 --out",
    "inspect,                    FILE",
    "verify --network swinir,    --checkpoint",
    "run,                        JOB",
    "plan,                       JOB",
    "compare,                    PLAN",
    "publish ws/job,             ADDRESS",
    "pull,                       ADDRESS",
    "pull oci://h/r,             FOLDER",
    "verify-model,               ADDRESS",
    "report,                     SOURCE",
    "gc,                         WORKSPACE",
    "stage --workspace w,        --document",
    "stage --document d,         --workspace",
    "pretrain prior --steps 1 --out o,        --images",
    "pretrain prior --steps 1 --images i,     --out",
    "pretrain restorer --images i --out o,    --steps",
  })
  void aMissingArgumentIsAUsageErrorThatNamesIt(String command, String argument) {
    CommandRun run = CommandRun.of((Object[]) command.split(" +"));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err().lines().findFirst().orElse("")).contains("Missing", argument);
  }

  @ParameterizedTest
  @CsvSource({
    "degrade --preset gfpgan --seed x in out,              --seed, is not a long",
    "restore --model m --upscale two in out,               --upscale, is not an int",
    "sample --prior p --sampler Euler out,                 --sampler, expected one of",
    "run job.yaml --claim data,                            --claim, KEY=VALUE",
    "gc ws --grace 1d,                                     --grace, such as PT24H",
    "gc ws --personal-data-after 30,                       --personal-data-after, P30D",
    "degrade --preset camera-severe --jpeg-quality 90-10 in out, --jpeg-quality, must not exceed",
    "verify --network vgg --checkpoint c --arrays a,       --network, expected one of",
    "restore --model m --progress bar in out,              --progress, expected one of",
  })
  void aValueOfTheWrongFormIsAUsageErrorThatNamesTheOption(
      String command, String option, String explanation) {
    CommandRun run = CommandRun.of((Object[]) command.split(" +"));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err().lines().findFirst().orElse("")).contains(option, explanation);
  }

  @Test
  void withoutACommandTheUsageIsShown() {
    CommandRun run = CommandRun.of();

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("Usage: pentimento", "run", "restore", "verify-model");
  }

  @Test
  void anUnknownCommandIsAUsageError() {
    CommandRun run = CommandRun.of("restor");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("restor");
  }

  @Test
  void theVersionIsShown() {
    assertThat(CommandRun.of("--version").out()).startsWith("pentimento ");
  }
}
