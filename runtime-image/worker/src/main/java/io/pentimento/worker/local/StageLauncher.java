// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.local;

import io.pentimento.contract.SourceLocator;
import io.pentimento.worker.process.WorkerJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts {@code stage} processes.
 *
 * @param secrets folders of secrets, by name
 * @param mainClass the program with the command {@code stage}
 * @param heap Java heap of each process in MiB
 * @param cores shared by the processes of a stage
 */
record StageLauncher(
    WorkerJvm jvm,
    String mainClass,
    Path workspace,
    SourceLocator sources,
    Map<String, Path> secrets,
    int heap,
    int cores) {

  Process launch(Path document, int shard, int neighbours, Path result, Path log)
      throws IOException {
    int threads = Math.max(1, cores / neighbours);
    List<String> arguments = new ArrayList<>(List.of("stage"));
    arguments.addAll(List.of("--document", document.toString()));
    arguments.addAll(List.of("--workspace", workspace.toString()));
    arguments.addAll(List.of("--base", sources.baseDirectory().toString()));
    sources
        .claims()
        .forEach((name, path) -> arguments.addAll(List.of("--claim", name + "=" + path)));
    secrets.forEach((name, path) -> arguments.addAll(List.of("--secret", name + "=" + path)));
    arguments.addAll(List.of("--shard", String.valueOf(shard)));
    arguments.addAll(List.of("--threads", String.valueOf(threads)));
    arguments.addAll(List.of("--result", result.toString()));
    return jvm.start(heap, List.of(), mainClass, arguments, log);
  }
}
