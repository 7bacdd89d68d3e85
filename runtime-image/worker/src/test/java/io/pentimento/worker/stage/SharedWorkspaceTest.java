// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pentimento.api.v1alpha1.status.StageName;
import io.pentimento.core.artifact.Manifest;
import io.pentimento.worker.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs with equal keys that {@code pentimento run} computes at the same time in one workspace. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SharedWorkspaceTest {
  private static final String HEAD =
      """
      apiVersion: pentimento.io/v1alpha1
      kind: AdaptationJob
      metadata: {name: %s}
      """;

  @TempDir Path folder;

  @Test
  void twoRunsOfEqualJobsEndWithOneModelThatBothReport() throws Exception {
    TinyJob job = TinyJob.in(folder);
    Process first = run(job, "first");
    Process second = run(job, "second");

    assertThat(first.waitFor()).as(Files.readString(log("first"))).isZero();
    assertThat(second.waitFor()).as(Files.readString(log("second"))).isZero();

    for (StageName stage :
        List.of(StageName.PREPARE, StageName.GENERATE, StageName.TRAIN, StageName.EVALUATE)) {
      Manifest.verified(job.artifact(stage));
    }
    String model =
        Workspaces.digests(job.artifact(StageName.TRAIN), "adapted.safetensors")
            .values()
            .iterator()
            .next();
    for (String name : List.of("first", "second")) {
      assertThat(job.workspace().resolve("jobs").resolve(name).resolve("status.json"))
          .content()
          .contains(model)
          .doesNotContain("ModelMismatch");
    }
  }

  private Process run(TinyJob job, String name) throws IOException {
    Path manifest =
        Files.writeString(folder.resolve(name + ".yaml"), HEAD.formatted(name) + job.manifest());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", Main.class.getName(), "run", manifest.toString()));
    command.addAll(List.of("--workspace", job.workspace().toString()));
    command.addAll(List.of("--no-serve", "--heap", "256"));
    File log = log(name).toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }
}
