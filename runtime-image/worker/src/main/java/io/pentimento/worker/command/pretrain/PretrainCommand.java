// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.command.pretrain;

import picocli.CommandLine.Command;

/** Trains small networks on a folder of clean images. */
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
