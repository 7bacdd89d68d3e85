package io.pentimento.worker.command.pretrain;

import picocli.CommandLine.Command;

/** Makes small networks of one's own from a folder of clean images. */
@Command(
    name = "pretrain",
    mixinStandardHelpOptions = true,
    description = "Trains a small network on a folder of clean images.",
    subcommands = {
      PretrainPriorCommand.class,
      PretrainPerceptualCommand.class,
      PretrainRestorerCommand.class,
      PretrainCodeFormerCommand.class
    })
public final class PretrainCommand {}
